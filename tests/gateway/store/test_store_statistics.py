"""Figures, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from gateway.envelope import Reply
from gateway.recorded import Outcome
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.history import History
from gateway.store.reviews import Reviews
from gateway.store.statistics import RuleFigures, Statistics
from tests.gateway.store.conftest import FACTS, Clock, envelope, verdict

TAKEN = Reply(250, "2.0.0", "queued")


async def test_volumes_rules_opinions_and_times(database: Database, clock: Clock) -> None:
    store, history, reviews = HeldMail(database, clock), History(database), Reviews(database, clock)
    for days in (0, 0, 1):
        sent = replace(envelope(), received_at=clock.now - timedelta(days=days))
        await history.record(sent, FACTS, verdict(), Outcome("forward", TAKEN, "default"))
    await history.record(replace(envelope(), received_at=clock.now), FACTS, verdict(), Outcome("reject"))
    first, second, _third = [await store.hold(envelope(), verdict(), FACTS) for _ in range(3)]
    await reviews.judge(first, 0, "links/external", "w", "wrong", "anna")
    await reviews.judge(second, 0, "links/external", "w", "right", "anna")
    clock.forward(hours=2)
    await store.claim_release(first, "anna")
    await store.released(first, TAKEN, "5e" * 32)
    clock.forward(hours=2)
    await store.reject(second, "bert", "no")
    found = await Statistics(database).figures(clock.now - timedelta(days=3), clock.now)
    assert [(str(day), counts) for day, counts in found.days] == [
        ("2025-12-30", {}),
        ("2025-12-31", {}),
        ("2026-01-01", {"forward": 1}),
        ("2026-01-02", {"forward": 3, "reject": 2, "hold": 1}),
    ]
    assert found.outcomes == {"forward": 4, "reject": 2, "hold": 1}
    assert found.rules == (RuleFigures("links/external", 3, right=1, wrong=1),)
    assert found.rules[0].false_alarms == 0.5
    assert {(it.name, it.released, it.rejected, it.waited) for it in found.reviewers} == {
        ("anna", 1, 0, timedelta(hours=2)),
        ("bert", 0, 1, timedelta(hours=4)),
    }
    assert found.waited is not None and found.waited[0] == timedelta(hours=3)


async def test_of_some_accounts_and_of_nothing(database: Database, clock: Clock) -> None:
    await HeldMail(database, clock).hold(envelope(), verdict(), FACTS)
    clock.forward(minutes=1)
    span = clock.now - timedelta(days=1), clock.now
    mine = await Statistics(database).figures(*span, ["shop"])
    other = await Statistics(database).figures(*span, ["other"])
    assert (len(mine.rules), len(other.rules), other.outcomes, other.waited) == (1, 0, {}, None)
