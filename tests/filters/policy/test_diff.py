"""What changes from one policy to another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from filters.finding import Action
from filters.policy import Exemption, Policy, Setting, When
from filters.policy.diff import differences
from filters.rule import NoOptions
from filters.rules.envelope.sender import Options

ALIKE = Policy("a", "1", {"links/external": Setting(Action.FIX, options=NoOptions())})
EXEMPTION = Exemption("links/external", When(words=("*.example",)), "agreed", "Kim", date(2027, 3, 31))


def test_policies_that_decide_alike_have_no_difference() -> None:
    assert list(differences(ALIKE, replace(ALIKE, name="b", digest="2"))) == []


def test_every_difference_has_its_line() -> None:
    sender = {"envelope/sender": Setting(Action.REJECT, options=Options())}
    old = replace(ALIKE, settings={**ALIKE.settings, **sender})
    changed = {
        "links/external": Setting(Action.HOLD, True, NoOptions()),
        "envelope/sender": Setting(Action.REJECT, options=Options(envelope=False)),
        "style/emoji": Setting(Action.FIX, options=NoOptions()),
    }
    new = Policy("b", "2", changed, (EXEMPTION,), "all", "reject")
    assert list(differences(old, new)) == [
        "scope: marketplace -> all",
        "held_reply: accept -> reject",
        "links/external: fix -> hold (shadow)",
        "envelope/sender.envelope: true -> false",
        "style/emoji: (no such rule) -> fix",
        '+ exception links/external when {"words": ["*.example"]} until 2027-03-31 (Kim: agreed)',
    ]
    assert [line[0] for line in differences(new, old) if "exception" in line] == ["-"]
