"""What a message's inspection knows of earlier ones, and what later ones will know of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from filters.detect.marketplace import buyer_of
from filters.facts import Facts
from filters.mail.thread import thread
from filters.verdict import Verdict
from gateway import events
from gateway.envelope import Envelope, Refused
from gateway.recorded import Known, Outcome
from gateway.store.history import History
from gateway.store.history_rows import submission
from gateway.store.past import Past

LARGE = 1_000_000
"""Octets from which a digest is not the event loop's work."""


class HistoryRecords:
    """`gateway.ports.Records` over the history."""

    def __init__(self, history: History, emit: Callable[[events.Event], None]) -> None:
        self._history = history
        self._emit = emit
        self._in_work: dict[str, asyncio.Future[None]] = {}

    @contextlib.asynccontextmanager
    async def recalled(self, envelope: Envelope, facts: Facts) -> AsyncIterator[tuple[Facts, Known | None]]:
        """See `gateway.ports.Records`."""
        key = submission(envelope) if len(envelope.raw) < LARGE else await asyncio.to_thread(submission, envelope)
        async with self._turn(key):
            past = await self._history.past(facts.account, buyer_of(facts.rcpt_to), key, envelope.received_at)
            yield _told(envelope, facts, past), past.known

    async def record(self, envelope: Envelope, facts: Facts, verdict: Verdict, ended: Outcome) -> None:
        """See `gateway.ports.Records`."""
        try:
            await self._history.record(envelope, facts, verdict, ended)
        except Refused as refused:
            self._emit(events.Failed(envelope.id, "history", type(refused.__cause__).__name__))

    @contextlib.asynccontextmanager
    async def _turn(self, key: str) -> AsyncIterator[None]:
        """Of the same submission twice at once, the second waits for what becomes of the first."""
        if not key:
            yield
            return
        while first := self._in_work.get(key):
            await asyncio.wait([first])
        mine = self._in_work[key] = asyncio.get_running_loop().create_future()
        try:
            yield
        finally:
            del self._in_work[key]
            mine.set_result(None)


class NoRecords:
    """`gateway.ports.Records` where no history is kept: nothing is known, and nothing will be."""

    @contextlib.asynccontextmanager
    async def recalled(self, envelope: Envelope, facts: Facts) -> AsyncIterator[tuple[Facts, Known | None]]:
        yield facts, None

    async def record(self, envelope: Envelope, facts: Facts, verdict: Verdict, ended: Outcome) -> None:
        pass


def _told(envelope: Envelope, facts: Facts, past: Past) -> Facts:
    """The facts with the past. A message that continues one of the account's own is about the orders which that one named."""
    continued = set(thread(envelope.raw).answers)
    orders = dict.fromkeys(order for it in past.earlier if it.message_id in continued for order in it.order_ids)
    return replace(
        facts,
        earlier=past.earlier,
        sent_today=past.sent_today,
        opted_out=past.opted_out,
        order_ids=facts.order_ids or tuple(orders),
    )
