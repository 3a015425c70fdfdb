"""Layers of data to one effective policy, and everything that must be refused, all at once."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.policy import Layer, Policy, PolicyError, Setting
from filters.rule import Rule


@dataclass(frozen=True, slots=True)
class Allow:
    allow: tuple[str, ...] = ()
    limit: int = 3
    share: float = 0.5
    strict: bool = False

    def __post_init__(self) -> None:
        if self.limit < 0:
            raise ValueError("limit must not be negative")


def check(mail: Mail, facts: Facts, options: Any) -> Iterator[Found]:
    yield from ()


def rule(name: str, default: Action, **more: Any) -> Rule:
    return Rule(name, check, summary="", clause="", advice="", default=default, **more)


RULES = (
    rule("links/external", Action.FIX, fixable=True, options=Allow),
    rule("reviews/incentive", Action.REJECT),
    rule("style/line-breaks", Action.FIX, fixable=True),
    rule("system/crash", Action.HOLD),
)


def policy(*layers: Mapping[str, Any], today: date | None = None, code: str = "") -> Policy:
    return Policy.from_data(
        [Layer(f"{number}.toml", data) for number, data in enumerate(layers)], rules=RULES, today=today, code=code
    )


def exception(**more: Any) -> dict[str, Any]:
    entry = {
        "rule": "links/external",
        "when": {"words": "*.example"},
        "reason": "agreed",
        "owner": "Kim",
        "until": date(2027, 3, 31),
    }
    return entry | more


def test_no_layer_gives_the_rules_own_defaults() -> None:
    assert policy().settings["links/external"] == Setting(Action.FIX, options=Allow())
    assert policy().settings["reviews/incentive"].action is Action.REJECT
    assert (policy().scope, policy().held_reply) == ("marketplace", "accept")


def test_a_later_layer_wins_key_by_key() -> None:
    base = {"name": "base", "links": {"external": "note", "options": {"external": {"limit": 7, "allow": ["a.example"]}}}}
    site = {"name": "site", "scope": "all", "links": {"options": {"external": {"allow": ["b.example"]}}}}
    account = {"held_reply": "reject", "links": {"external": "hold"}}
    effective = policy(base, site, account)
    assert effective.settings["links/external"] == Setting(Action.HOLD, options=Allow(("b.example",), 7))
    assert (effective.name, effective.scope, effective.held_reply) == ("site", "all", "reject")


@pytest.mark.parametrize(
    ("below", "above", "expected"),
    [
        ({"action": "reject", "shadow": True}, "hold", (Action.HOLD, False)),
        ({"action": "reject", "shadow": True}, {"action": "hold"}, (Action.HOLD, False)),
        ("hold", {"shadow": True}, (Action.HOLD, True)),
        ({"action": "hold", "shadow": True}, {"shadow": False}, (Action.HOLD, False)),
        ({"action": "hold", "shadow": True}, {}, (Action.HOLD, True)),
    ],
)
def test_naming_an_action_enforces_it(below: Any, above: Any, expected: tuple[Action, bool]) -> None:
    setting = policy({"reviews": {"incentive": below}}, {"reviews": {"incentive": above}}).settings["reviews/incentive"]
    assert (setting.action, setting.shadow) == expected


def test_an_integer_is_a_number_and_arrays_become_tuples() -> None:
    options = policy({"links": {"options": {"external": {"share": 1, "strict": True}}}}).settings["links/external"].options
    assert options == Allow(share=1.0, strict=True)
    assert type(options.share) is float


def test_only_the_topmost_layers_tests_are_kept() -> None:
    effective = policy({"test": [{"text": "a", "finds": []}]}, {"test": [{"html": "b", "subject": "c", "becomes": "d"}]})
    assert [(test.html, test.becomes) for test in effective.tests] == [("b", {"html": "d"})]


def test_the_digest_covers_what_decides_and_nothing_else() -> None:
    plain = policy()
    assert policy({"name": "other", "test": [{"text": "a", "finds": []}], "links": {"external": "fix"}}).digest == plain.digest
    changed = [
        policy(code="1"),
        policy({"scope": "all"}),
        policy({"held_reply": "reject"}),
        policy({"links": {"external": "hold"}}),
        policy({"links": {"external": {"shadow": True}}}),
        policy({"links": {"options": {"external": {"limit": 4}}}}),
        policy({"exception": [exception()]}),
        policy({"exception": [exception(until=date(2027, 4, 1))]}),
    ]
    assert len({plain.digest, *(each.digest for each in changed)}) == len(changed) + 1


def test_a_policy_survives_the_way_to_another_process() -> None:
    effective = policy({"exception": [exception()], "test": [{"text": "a", "finds": []}]})
    assert pickle.loads(pickle.dumps(effective)) == effective


@pytest.mark.parametrize(
    ("when", "matches"),
    [
        ({"words": "*.EXAMPLE"}, True),
        ({"words": ["x", "shop.*"]}, True),
        ({"words": "*.test"}, False),
        ({"recipient": "*@marketplace.amazon.de"}, False),
        ({"recipient": "*@marketplace.amazon.*"}, True),
        ({"recipient": "*@marketplace.amazon.*", "sender": "nobody@*"}, False),
        ({"sender": "shop@seller.example", "login": "tool", "account": "de"}, True),
        ({"login": "other"}, False),
    ],
)
def test_an_exemption_needs_every_condition_and_every_recipient(when: dict[str, Any], matches: bool) -> None:
    facts = Facts(
        mail_from="Shop@Seller.example",
        rcpt_to=("a@marketplace.amazon.de", "b@marketplace.amazon.fr"),
        login="tool",
        account="de",
        now=datetime(2027, 3, 31, 23, tzinfo=UTC),
    )
    effective = policy({"exception": [exception(when=when)]})
    assert bool(effective.exemption("links/external", facts, "Shop.Example")) is matches
    assert effective.exemption("reviews/incentive", facts, "Shop.Example") is None


def test_an_exemption_ends_with_its_last_day() -> None:
    effective = policy({"exception": [exception()]})
    after = Facts(now=datetime(2027, 4, 1, tzinfo=UTC))
    assert effective.exemption("links/external", after, "a.example") is None


def problems(*layers: Mapping[str, Any], today: date | None = None) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        policy(*layers, today=today)
    return [str(problem) for problem in caught.value.problems]


def test_every_mistake_of_every_layer_is_told_at_once() -> None:
    found = problems({"nme": "x", "links": {"externl": "fix"}}, {"links": {"external": "fxi"}, "scope": "some"})
    assert found == [
        "nme: unknown key 'nme'; did you mean 'name'?",
        "links.externl: unknown rule 'externl'; did you mean 'external'?",
        "links.external: unknown action 'fxi'; did you mean 'fix'?",
        "scope: unknown scope 'some'; valid: marketplace, all",
    ]


MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"link": {}}, "link: unknown table 'link'; did you mean 'links'?"),
    ({"links": "fix"}, "links: must be a table, not a string"),
    ({"name": 3}, "name: must be a string, not an integer"),
    (
        {"reviews": {"incentive": "fix"}},
        "reviews.incentive: reviews/incentive has no repair, so it cannot be 'fix'; choose off, note, hold or reject",
    ),
    (
        {"reviews": {"incentive": ["fix"]}},
        "reviews.incentive: must be an action or a table with 'action' and 'shadow', not an array with a string",
    ),
    ({"reviews": {"incentive": {"acton": "hold"}}}, "reviews.incentive.acton: unknown key 'acton'; did you mean 'action'?"),
    ({"reviews": {"incentive": {"action": 1}}}, "reviews.incentive.action: must be a string, not an integer"),
    ({"reviews": {"incentive": {"shadow": "yes"}}}, "reviews.incentive.shadow: must be a boolean, not a string"),
    ({"system": {"crash": "note"}}, "system.crash: system/crash can only be 'hold': nothing is sent that was not inspected"),
    ({"system": {"crash": {"shadow": True}}}, "system.crash: a failed inspection can only hold the message, not be a shadow"),
    ({"links": {"options": []}}, "links.options: must be a table, not an empty array"),
    ({"links": {"options": {"extern": {}}}}, "links.options.extern: unknown rule 'extern'; did you mean 'external'?"),
    ({"links": {"options": {"external": 3}}}, "links.options.external: must be a table, not an integer"),
    (
        {"links": {"options": {"external": {"alow": []}}}},
        "links.options.external.alow: unknown option 'alow'; did you mean 'allow'?",
    ),
    (
        {"links": {"options": {"external": {"allow": "x"}}}},
        "links.options.external.allow: must be an array of strings, not a string",
    ),
    (
        {"links": {"options": {"external": {"allow": [1]}}}},
        "links.options.external.allow: must be an array of strings, not an array with an integer",
    ),
    ({"links": {"options": {"external": {"limit": True}}}}, "links.options.external.limit: must be an integer, not a boolean"),
    ({"links": {"options": {"external": {"limit": 1.5}}}}, "links.options.external.limit: must be an integer, not a float"),
    ({"links": {"options": {"external": {"share": True}}}}, "links.options.external.share: must be a number, not a boolean"),
    (
        {"links": {"options": {"external": {"strict": date(2027, 1, 1)}}}},
        "links.options.external.strict: must be a boolean, not a date or time",
    ),
    ({"links": {"options": {"external": {"limit": -1}}}}, "links.options.external: limit must not be negative"),
    (
        {"style": {"options": {"line-breaks": {"most": 2}}}},
        "style.options.line-breaks.most: unknown option 'most'; valid: none",
    ),
    ({"exception": {}}, "exception: must be an array of tables: write [[exception]]"),
    ({"exception": ["x"]}, "exception[0]: must be a table, not a string"),
    (
        {"exception": [exception(rule="links/extern")]},
        "exception[0].rule: unknown rule 'links/extern'; did you mean 'links/external'?",
    ),
    ({"exception": [exception(rule="system/crash")]}, "exception[0].rule: a failed inspection can have no exception"),
    (
        {"exception": [exception(when={})]},
        "exception[0].when: must name at least one of recipient, sender, login, account, words",
    ),
    (
        {"exception": [exception(when={"recipients": "*"})]},
        "exception[0].when.recipients: unknown condition 'recipients'; did you mean 'recipient'?",
    ),
    (
        {"exception": [exception(when={"login": 3})]},
        "exception[0].when.login: must be a glob or an array of globs, not an integer",
    ),
    ({"exception": [exception(until="2027-03-31")]}, "exception[0].until: must be a date (2027-03-31), not a string"),
    ({"exception": [exception(reason=" ")]}, "exception[0].reason: must be a text that says why, not an empty string"),
    (
        {"exception": [exception(until=date(2026, 1, 1))]},
        "exception[0].until: the exception expired on 2026-01-01: extend it or remove it",
    ),
    ({"test": [{"text": "x"}]}, "test[0]: expects nothing: give 'finds' or 'becomes'"),
    ({"test": [{"finds": []}]}, "test[0]: has no message: give 'text', 'html' or 'subject'"),
    (
        {"test": [{"text": "x", "finds": ["links/extenal"]}]},
        "test[0].finds: unknown rule 'links/extenal'; did you mean 'links/external'?",
    ),
    ({"test": [{"text": "x", "finds": "links/external"}]}, "test[0].finds: must be an array of strings, not a string"),
    (
        {"test": [{"text": "x", "becomes": {"html": "y"}}]},
        "test[0].becomes.html: unknown part of this test 'html'; valid: text",
    ),
    (
        {"test": [{"text": "x", "finds": [], "facts": {"languge": "de"}}]},
        "test[0].facts.languge: unknown fact 'languge'; did you mean 'language'?",
    ),
]


@pytest.mark.parametrize(("data", "expected"), MISTAKES, ids=[message.split(": ")[0] for _, message in MISTAKES])
def test_a_mistake_is_told_with_its_place_and_the_nearest_valid_name(data: dict[str, Any], expected: str) -> None:
    assert problems(data, today=date(2026, 6, 1)) == [expected]
