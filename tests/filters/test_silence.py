"""Why a rule said nothing: every way in which a rule may not fire has its sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from filters.catalogue import BY_NAME
from filters.policy import Layer, Policy
from filters.sample import sample, sample_facts
from filters.silence import silence


def told(rule: str, text: str, policy: dict[str, object] | None = None, reply: bool = False, **facts: object) -> list[str]:
    made = Policy.from_data([Layer("mine", {"name": "mine", **(policy or {})})])
    return list(silence(sample(text), replace(sample_facts({}, reply), **facts), made, BY_NAME[rule]))  # type: ignore[arg-type]


def test_a_rule_that_is_off_still_tells_what_it_sees() -> None:
    lines = told("contact/email", "Write to jan@lamps.example", {"contact": {"email": "off"}})
    assert lines[:2] == ["contact/email: off in policy mine", "not asked: off in this policy"]
    assert lines[2] == "sees “jan@lamps.example” [text]: an e-mail address"


def test_an_answer_is_exempt_from_rules_on_what_a_seller_starts() -> None:
    assert "not asked: an answer in a thread that the buyer opened is exempt" in told("order/id-missing", "Yes.", reply=True)


def test_mail_to_others_is_not_asked_about() -> None:
    assert told("contact/email", "a@b.example", rcpt_to=("a@web.example",))[1].startswith("not asked: the message has no")


def test_shadow_exception_and_quotation_are_told() -> None:
    exception = {"rule": "contact/email", "when": {"words": "*"}, "reason": "agreed", "owner": "me", "until": date(2100, 1, 1)}
    text = "\n".join(told("contact/email", "Write to jan@lamps.example", {"exception": [exception]}))
    assert "action note; exempted: agreed" in text
    text = "\n".join(
        told("contact/email", "Hello\n\n> jan@lamps.example", {"contact": {"email": {"shadow": True}}}, reply=True)
    )
    assert "quoted: the buyer's own words are not held against the seller; shadow" in text


def test_a_rule_that_sees_nothing_tells_what_it_read_and_the_ideas_in_it() -> None:
    lines = told("reviews/positive", "Please leave a review when you have a minute.")
    assert "sees nothing in what it reads:" in lines
    assert any(line.startswith("  [text] “Please leave a review") for line in lines)
    assert any("ask_review" in line for line in lines)
