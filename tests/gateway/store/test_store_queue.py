"""Held mail as a queue: what is due first, pages that neither repeat nor miss, filters, and campaigns as one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from filters.facts import Facts
from filters.verdict import Gist
from gateway.envelope import Path
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.queue import Queue, Search
from tests.gateway.store.conftest import Clock, envelope, verdict

ORDER = "302-1234567-000000{}"


async def hold(store: HeldMail, clock: Clock, words: str, number: int = 0, account: str = "shop") -> str:
    """A message with words and an order of its own, received now."""
    order = ORDER.format(number)
    decided = replace(verdict(), gist=Gist((order,), subject=f"Order {order}", words=words))
    sender = f"{account}@seller.example"
    facts = Facts(sender, (f"buyer{number:09}@marketplace.amazon.de",), account=account)
    sent = replace(envelope(), received_at=clock(), mail_from=Path(sender.encode()))
    return await store.hold(sent, decided, facts)


@pytest.fixture
async def queue(database: Database, clock: Clock) -> AsyncIterator[Queue]:
    yield Queue(database, clock)


async def pages(queue: Queue, search: Search, limit: int) -> list[str]:
    """The ids of all pages, one after the other."""
    ids: list[str] = []
    after = None
    while found := await queue.page(search, after, limit):
        ids += [item.id for item in found]
        due = found[-1].due_at
        assert due
        after = (due, found[-1].id)
    return ids


async def test_pages_neither_repeat_nor_miss(store: HeldMail, queue: Queue, clock: Clock) -> None:
    ids = []
    for number in range(9):  # three at the same moment each, so that the id must part them
        ids.append((clock.now, await hold(store, clock, "", number)))
        if number % 3 == 2:
            clock.forward(microseconds=1)
    assert await pages(queue, Search(), 2) == [id for _, id in sorted(ids)]


async def test_due_first_whatever_came_first(store: HeldMail, queue: Queue, clock: Clock) -> None:
    late = await hold(store, clock, "late", 1)
    clock.forward(hours=-2)
    early = await hold(store, clock, "early", 2)
    assert await pages(queue, Search(), 10) == [early, late]
    [first, _] = await queue.page(Search())
    assert first.due_at == clock.now + timedelta(hours=24)


async def test_filters(store: HeldMail, queue: Queue, clock: Clock) -> None:
    lamp = await hold(store, clock, "the lamp is 100% red\\blue_", 1)
    desk = await hold(store, clock, "the desk is red", 2, "other")
    await store.reject(await hold(store, clock, "the chair is red", 3), "me", "no")
    found = {
        Search(words="RED"): {lamp, desk},
        Search(words="red lamp"): {lamp},
        Search(words="100%"): {lamp},
        Search(words="0_"): set(),
        Search(words="red\\blue_"): {lamp},
        Search(words="'; DROP TABLE held; --"): set(),
        Search(account="other"): {desk},
        Search(sender="shop@"): {lamp},
        Search(order_id=ORDER.format(2)): {desk},
        Search(order_id="0000001"): {lamp},
        Search(rule="links/external"): {lamp, desk},
        Search(rule="contact/phone"): set(),
        Search(accounts=("other",)): {desk},
        Search(accounts=()): set(),
        Search(older=timedelta(minutes=1)): set(),
    }
    for search, ids in found.items():
        assert set(await pages(queue, search, 10)) == ids, search
        assert await queue.count(search) == len(ids), search
        assert set(await queue.ids(search)) == ids, search


async def test_a_campaign_is_one_line(store: HeldMail, queue: Queue, clock: Clock) -> None:
    campaign = []
    for number, name in enumerate(("Max", "Erika", "Li")):
        words = f"order {ORDER.format(number)}\nhello {name},\n\nyour lamp no. {number} is here"
        campaign.append(await hold(store, clock, words, number))
        clock.forward(seconds=1)
    other = await hold(store, clock, "hello max,\n\nyour desk is here", 7)
    found = await queue.page(Search())
    assert [(item.id, item.alike) for item in found] == [(campaign[0], 3), (other, 1)]
    assert await pages(queue, Search(template=found[0].template), 2) == campaign
