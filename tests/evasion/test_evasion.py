"""The share of tricks that are caught may not fall below the goal, nor the share of innocent twins that are touched rise."""

from __future__ import annotations

from gateway.policies import PolicyFile
from tests.evasion.measuring import attempts, caught

LEAST, MOST = 0.95, 0.02


def test_tricks_are_caught_and_innocent_twins_left_alone() -> None:
    policy = PolicyFile("amazon").load().site
    results = [(attempt, caught(attempt, policy)) for attempt in attempts()]
    tricks = [found for attempt, found in results if not attempt.innocent]
    twins = [found for attempt, found in results if attempt.innocent]
    assert len(tricks) > 700 and len(twins) > 500
    assert sum(tricks) / len(tricks) >= LEAST
    assert sum(twins) / len(twins) <= MOST
