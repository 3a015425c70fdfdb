"""What the model is not sure of holds at most."""

from __future__ import annotations

import pytest

from filters.deciding import decide
from filters.finding import Action, Found
from filters.looking import Sighting
from filters.policy import Layer, Policy
from filters.sample import sample_facts


@pytest.mark.parametrize(
    ("action", "unsure", "expected"),
    [("reject", True, Action.HOLD), ("reject", False, Action.REJECT), ("hold", True, Action.HOLD), ("note", True, Action.NOTE)],
)
def test_an_unsure_finding_holds_at_most(action: str, unsure: bool, expected: Action) -> None:
    policy = Policy.from_data([Layer("a", {"reviews": {"positive": action}})])
    sighting = Sighting("reviews/positive", Found("text", "five", unsure=unsure))
    assert decide(sighting, sample_facts({}), policy).finding.action is expected
