"""Find, decide, edit, look again: tiny rules on real mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.deciding import decide
from filters.edits import Edit
from filters.facts import Facts
from filters.finding import Action, Found
from filters.inspection import PASSES, covered, inspect
from filters.looking import Sighting, find, idle
from filters.mail import proof
from filters.mail.mail import Mail
from filters.policy import Layer, Policy
from filters.rule import Check, Rule
from filters.rules.system import crash, integrity
from filters.sample import sample, sample_facts, shown
from filters.verdict import Verdict
from gateway.policies import PolicyFile

FACTS = sample_facts({})


def word(pattern: str, fix: str | None = None) -> Check:
    """A check that finds a pattern in subject, text and HTML."""

    def check(mail: Mail, facts: Facts, options: Any) -> Iterator[Found]:
        for surface in mail.of_kind("subject", "text", "html"):
            for match in re.finditer(pattern, surface.text):
                yield surface.found(*match.span(), note="a word", fix=fix)

    return check


def rule(name: str, check: Check, default: Action, **more: Any) -> Rule:
    return Rule(name, check, summary="", clause="", advice="", default=default, fixable=default is Action.FIX, **more)


def explode(mail: Mail, facts: Facts, options: Any) -> Iterator[Found]:
    yield mail.surfaces[0].found(0, 1)
    raise ValueError("the text of the mail")


MASK = rule("letters/mask", word(r"bad\w*", "[removed]"), Action.FIX)
HOLD = rule("letters/hold", word("odd"), Action.HOLD)
REJECT = rule("letters/reject", word("worst"), Action.REJECT)
NOTE = rule("letters/note", word("plain"), Action.NOTE)
STARTS = rule("letters/starts", word("hello"), Action.HOLD, starts_only=True)
CRASH = rule("letters/crash", explode, Action.NOTE)
SYSTEM = (crash.RULE, integrity.RULE)


def policy(rules: tuple[Rule, ...], data: dict[str, Any] | None = None) -> Policy:
    return Policy.from_data([Layer("test", data or {})], rules=rules)


def look(text: str, *rules: Rule, facts: Facts = FACTS, data: dict[str, Any] | None = None) -> tuple[bytes, Verdict]:
    rules = (*rules, *SYSTEM)
    raw = sample(text)
    return raw, inspect(raw, facts, policy(rules, data), rules)


def told(verdict: Verdict) -> list[tuple[str, str, str]]:
    return [(finding.rule, str(finding.action), finding.words) for finding in verdict.findings]


def text_of(verdict: Verdict) -> str:
    return shown(Mail.of(verdict.outgoing, FACTS))["text"]


def test_nothing_found_leaves_the_very_same_bytes() -> None:
    raw, verdict = look("A fine letter.", MASK, HOLD, REJECT)
    assert verdict.outgoing is raw
    assert (verdict.action, verdict.findings, verdict.edited) == (Action.NOTE, (), False)


def test_a_repair_changes_its_words_only() -> None:
    raw, verdict = look("A bad letter.", MASK)
    assert told(verdict) == [("letters/mask", "fix", "bad")]
    assert verdict.outgoing == raw.replace(b"bad", b"[removed]")
    assert (verdict.action, verdict.edited, verdict.outcome) == (Action.FIX, True, "forward")


def test_the_place_of_a_finding_is_that_in_the_raw_message() -> None:
    raw, verdict = look("One bad letter, two badder ones.", MASK)
    assert [raw[finding.start : finding.end] for finding in verdict.findings] == [b"bad", b"badder"]


@pytest.mark.parametrize(
    ("text", "action", "outcome"),
    [("plain", Action.NOTE, "forward"), ("plain odd", Action.HOLD, "hold"), ("odd worst plain", Action.REJECT, "reject")],
)
def test_the_strongest_finding_decides(text: str, action: Action, outcome: str) -> None:
    _, verdict = look(text, NOTE, HOLD, REJECT)
    assert (verdict.action, verdict.outcome) == (action, outcome)


def test_a_held_message_goes_out_repaired_once_released() -> None:
    _, verdict = look("odd and bad", MASK, HOLD)
    assert verdict.action is Action.HOLD
    assert text_of(verdict) == "odd and [removed]"


def test_a_rejected_message_is_not_repaired() -> None:
    raw, verdict = look("worst and bad", MASK, REJECT)
    assert verdict.outgoing is raw


def test_a_shadow_is_told_and_not_enforced() -> None:
    data = {"letters": {"hold": {"shadow": True}, "mask": {"shadow": True}}}
    raw, verdict = look("odd and bad", MASK, HOLD, data=data)
    assert [(finding.rule, finding.shadow) for finding in verdict.findings] == [("letters/mask", True), ("letters/hold", True)]
    assert verdict.action is Action.NOTE
    assert verdict.outgoing is raw


def test_what_cannot_be_repaired_holds() -> None:
    _, verdict = look("bad", rule("letters/mask", word("bad"), Action.FIX))
    assert told(verdict) == [("letters/mask", "hold", "bad")]


def test_quoted_words_are_noted_and_left_alone() -> None:
    def check(mail: Mail, facts: Facts, options: Any) -> Iterator[Found]:
        yield Found("text", "odd", quoted=True)

    raw, verdict = look("> odd", rule("letters/hold", check, Action.HOLD))
    assert told(verdict) == [("letters/hold", "note", "odd")]
    assert (verdict.action, verdict.findings[0].quoted, verdict.outgoing is raw) == (Action.NOTE, True, True)


def test_an_exemption_notes_with_its_reason_until_it_ends() -> None:
    entry = {"rule": "letters/hold", "when": {"words": "od*"}, "reason": "agreed", "owner": "Kim", "until": date(2027, 3, 1)}
    data = {"exception": [entry]}
    _, verdict = look("odd", HOLD, data=data)
    assert (verdict.action, verdict.findings[0].exception) == (Action.NOTE, "agreed")
    later = sample_facts({"now": datetime(2027, 3, 2, tzinfo=UTC)})
    assert look("odd", HOLD, data=data, facts=later)[1].action is Action.HOLD


def test_an_answer_is_exempt_from_rules_for_messages_the_seller_starts() -> None:
    assert look("hello", STARTS)[1].action is Action.HOLD
    assert look("hello", STARTS, facts=sample_facts({}, reply=True))[1].findings == ()


def test_a_rule_that_is_off_does_not_look() -> None:
    assert look("hello", CRASH, data={"letters": {"crash": "off"}})[1].findings == ()


def test_a_rule_that_fails_holds_and_the_others_still_look() -> None:
    _, verdict = look("odd", CRASH, HOLD)
    assert [(rule, action) for rule, action, _ in told(verdict)] == [
        ("letters/crash", "note"),
        ("system/crash", "hold"),
        ("letters/hold", "hold"),
    ]
    failure = verdict.findings[1]
    assert failure.words == "letters/crash"
    assert re.fullmatch(r"letters/crash failed with ValueError at test_inspection\.py:\d+", failure.note)


def test_a_mail_that_cannot_be_read_is_held_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(raw: bytes, facts: Facts) -> Mail:
        raise RecursionError

    monkeypatch.setattr(Mail, "of", fail)
    raw, verdict = look("bad", MASK)
    assert told(verdict) == [("system/crash", "hold", "reading the message")]
    assert verdict.outgoing is raw


def test_repairs_that_overlap_are_made_one_after_the_other() -> None:
    one = rule("letters/one", word("bad blood", "ill will"), Action.FIX)
    other = rule("letters/other", word("blood feud", "quarrel"), Action.FIX)
    last = rule("letters/last", word("ill will feud", "quarrel"), Action.FIX)
    _, verdict = look("A bad blood feud.", one, other, last)
    assert text_of(verdict) in ("A bad quarrel.", "A quarrel.")
    assert verdict.action is Action.FIX


def test_what_a_repair_uncovers_is_told_and_decides() -> None:
    uncover = rule("letters/mask", word("bad", "odd"), Action.FIX)
    _, verdict = look("bad", uncover, HOLD)
    assert told(verdict) == [("letters/mask", "fix", "bad"), ("letters/hold", "hold", "odd")]
    assert (verdict.findings[1].start, verdict.findings[1].end) == (0, 0)
    assert verdict.findings[1].note == "after the repairs: a word"
    assert (verdict.action, text_of(verdict)) == (Action.HOLD, "odd")


def test_what_was_held_before_the_repair_is_told_once() -> None:
    _, verdict = look("odd bad", MASK, HOLD)
    assert [rule for rule, _, _ in told(verdict)] == ["letters/mask", "letters/hold"]


def test_repairs_that_do_not_settle_hold() -> None:
    grow = rule("letters/grow", word("bad+", "baddd"), Action.FIX)
    _, verdict = look("bad", grow)
    assert [(rule, action) for rule, action, _ in told(verdict)] == [("letters/grow", "fix"), ("system/integrity", "hold")]
    assert str(PASSES) in verdict.findings[1].note


def test_damage_holds_the_message_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "damage", lambda before, edits, after: "the part tree changed")
    raw, verdict = look("bad", MASK)
    assert verdict.findings[-1].rule == "system/integrity"
    assert verdict.findings[-1].note == "the part tree changed"
    assert (verdict.action, verdict.outgoing) == (Action.HOLD, raw)


def test_an_edit_that_cannot_be_written_holds_the_message_as_it_came() -> None:
    def check(mail: Mail, facts: Facts, options: Any) -> Iterator[Found]:
        document = next(document for document in mail.documents if document.part.path == "")
        document.editable = False
        yield Found("text", "bad", edits=(Edit(document.number, 0, 1, "x"),), fix="x")

    raw, verdict = look("bad", rule("letters/mask", check, Action.FIX))
    assert [rule for rule, _, _ in told(verdict)] == ["letters/mask", "system/integrity"]
    assert (verdict.action, verdict.outgoing is raw) == (Action.HOLD, True)


def test_a_clean_message_is_looked_at_once_and_a_repaired_one_twice() -> None:
    looks: list[bytes] = []

    def check(mail: Mail, facts: Facts, options: Any) -> Iterator[Found]:
        looks.append(mail.message.raw)
        yield from word("bad", "good")(mail, facts, options)

    counting = rule("letters/mask", check, Action.FIX)
    look("fine", counting)
    assert len(looks) == 1
    look("bad bad bad", counting)
    assert len(looks) == 3


@pytest.mark.parametrize(
    ("scope", "recipients", "expected"),
    [
        ("marketplace", ("k3l9x2m4p7q8r5t@marketplace.amazon.de",), True),
        ("marketplace", ("a@b.example", "k3l9x2m4p7q8r5t@marketplace.amazon.co.jp"), True),
        ("marketplace", ("a@b.example",), False),
        ("marketplace", (), True),
        ("all", ("a@b.example",), True),
    ],
)
def test_the_scope_says_which_mail_is_inspected(scope: str, recipients: tuple[str, ...], expected: bool) -> None:
    facts = sample_facts({"rcpt_to": recipients})
    assert covered(facts, policy(SYSTEM, {"scope": scope})) is expected
    assert bool(look("odd", HOLD, facts=facts, data={"scope": scope})[1].findings) is expected


def test_why_a_rule_says_nothing_can_be_asked() -> None:
    mail = Mail.of(sample("hello"), sample_facts({}, reply=True))
    settings = policy((STARTS, HOLD), {"letters": {"hold": "off"}})
    assert idle(STARTS, mail, settings) == "an answer in a thread that the buyer opened is exempt"
    assert idle(HOLD, mail, settings) == "off in this policy"
    assert [sighting.found.words for sighting in find(mail, mail.facts, (STARTS,), settings)] == ["hello"]


WORDS = st.lists(st.sampled_from(["bad", "badder", "odd", "plain", "worst", "Grüße", "送料", "\n", "> ", "="]), max_size=30)


@given(WORDS, st.booleans())
def test_what_goes_out_asks_for_no_repair_and_breaks_nothing(words: list[str], reply: bool) -> None:
    rules = (MASK, HOLD, REJECT, NOTE, *SYSTEM)
    facts = sample_facts({}, reply)
    raw = sample(" ".join(words))
    verdict = inspect(raw, facts, policy(rules), rules)
    again = inspect(verdict.outgoing, facts, policy(rules), rules)
    assert verdict.edited is (verdict.outgoing is not raw)
    if verdict.action < Action.HOLD:
        assert again.action < Action.FIX
        assert again.outgoing is verdict.outgoing


@given(st.binary(max_size=400))
def test_any_bytes_give_a_verdict(raw: bytes) -> None:
    rules = (MASK, HOLD, REJECT, NOTE, *SYSTEM)
    verdict = inspect(raw, FACTS, policy(rules), rules)
    assert verdict.action in Action
    assert not any(finding.rule.startswith("system/") for finding in verdict.findings)


def test_a_message_that_is_not_read_whole_is_refused_for_that_alone() -> None:
    raw = b"Subject: x\r\n\r\n" + b"write to jan@web.example.de\r\n" * 80_000
    verdict = inspect(raw, Facts(), PolicyFile("amazon").load().site)
    assert verdict.action is Action.REJECT
    assert {finding.rule for finding in verdict.findings} == {"structure/limits"}


def test_the_look_of_an_attached_page_is_nobodys_concern() -> None:
    head = b"Subject: Order 305-1234567-7654321\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n"
    part = b"Content-Type: text/html; charset=utf-8\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n"
    raw = head + part + b"<font color=red>Hi<img src=x>\r\n--b--\r\n"
    verdict = inspect(raw, Facts(), PolicyFile("amazon").load().site)
    assert not [finding for finding in verdict.findings if finding.rule.startswith(("style/", "accessibility/"))]


@pytest.mark.parametrize(("rule", "action"), [("contact/email", Action.HOLD), ("style/line-breaks", Action.NOTE)])
def test_what_cannot_be_repaired_waits_for_a_person_unless_it_only_looks_wrong(rule: str, action: Action) -> None:
    policy = PolicyFile("amazon").load().site
    sighting = Sighting(rule, Found("text", "words"))
    assert decide(sighting, Facts(), policy).finding.action is action
