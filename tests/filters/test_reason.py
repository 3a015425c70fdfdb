"""A verdict in words that can stand in an SMTP reply."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from filters.finding import Action, Finding
from filters.reason import held, rejection
from filters.rules.envelope import alias, sender
from filters.verdict import Verdict
from gateway.envelope import Reply

RULES = (sender.RULE, alias.RULE)


def finding(
    action: Action = Action.REJECT, words: str = "a@b.example", rule: str = "envelope/sender", **more: object
) -> Finding:
    return Finding(rule, action, "header", words, 0, 0, **more)  # type: ignore[arg-type]


def verdict(*findings: Finding) -> Verdict:
    return Verdict(max(it.action for it in findings), findings, b"", False, "")


def test_a_refusal_names_rule_words_mistake_and_remedy() -> None:
    told = rejection(verdict(finding(note="From is not approved")), rules=RULES)
    assert told == f'envelope/sender: "a@b.example" From is not approved; {sender.RULE.advice}'


def test_only_what_brought_the_refusal_about_is_told() -> None:
    told = rejection(
        verdict(finding(Action.HOLD, "x"), finding(Action.REJECT, "y"), finding(words="z", shadow=True)), rules=RULES
    )
    assert [line.split('"')[1] for line in told.split("\n")] == ["y"]


def test_three_findings_are_told_and_the_rest_counted() -> None:
    lines = rejection(verdict(*(finding(words=f"w{number}") for number in range(5))), rules=RULES).split("\n")
    assert len(lines) == 4
    assert lines[-1] == "and 2 more"


def test_a_held_message_is_told_by_its_id_first() -> None:
    told = held("h1", verdict(finding(Action.HOLD), finding(Action.HOLD, "", "structure/hidden-text")), rules=RULES)
    assert told.split("\n")[0] == "held for review as h1: envelope/sender, structure/hidden-text"
    assert told.split("\n")[2] == "structure/hidden-text:"


def test_words_are_cut_and_stand_on_one_line_in_ascii() -> None:
    told = rejection(verdict(finding(words='Grüße\r\n"250 OK"\x1b[0m ' + "x" * 100)), rules=RULES)
    assert told.startswith('envelope/sender: "Gr\\u00fc\\u00dfe \\"250 OK\\"\\u001b[0m xxx')
    assert 'xxx..."' in told


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=5))
def test_every_line_is_bounded_printable_ascii(found: list[tuple[str, str]]) -> None:
    many = verdict(*(finding(words=words, note=note) for words, note in found))
    for text in (
        rejection(many, rules=RULES),
        held("id", verdict(*(finding(Action.HOLD, w, note=n) for w, n in found)), rules=RULES),
    ):
        lines = text.split("\n")
        assert len(lines) <= 5
        assert all(len(line) <= 450 and line.isascii() and line.isprintable() for line in lines)
        assert Reply(550, "5.7.1", text).encode().count(b"\r\n") == len(lines)
