"""Held mail. Every change of state names the state it leaves: of two reviewers, or two nodes, one wins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from filters.facts import Facts
from filters.verdict import Verdict
from gateway.envelope import Envelope, Reply
from gateway.recorded import Outcome
from gateway.store import forms, held_rows, history_rows
from gateway.store.audit import GATEWAY, append
from gateway.store.database import Database
from gateway.store.held_change import UNDECIDED, Change
from gateway.store.held_message import Damaged, HeldMessage, HeldSummary, State, reading, sha256
from gateway.store.ids import new_id
from gateway.store.schema import held, held_content, held_rule

STUCK = timedelta(minutes=15)
"""Longer than a relay may take to answer the end of DATA (10 minutes, RFC 5321 4.5.3.2.6)."""


def _now() -> datetime:
    return datetime.now(UTC)


class HeldMail:
    """`gateway.ports.HeldStore`, and what reviewers do. Every method raises `Refused` where the store does not work."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = _now, *, history: bool = True) -> None:
        self._database = database
        self._clock = clock
        self._history = history

    async def hold(self, envelope: Envelope, verdict: Verdict, facts: Facts) -> str:
        """See `gateway.ports.HeldStore`."""
        now = self._clock()
        id = new_id(now)
        rows = await asyncio.to_thread(held_rows.written, id, now, envelope, verdict, facts)
        told = await asyncio.to_thread(history_rows.written, envelope, facts, verdict, Outcome("hold", held_id=id))

        def insert(connection: Connection) -> str:
            connection.execute(held.insert().values(rows.held))
            connection.execute(held_content.insert().values(rows.content))
            if rows.rules:
                connection.execute(held_rule.insert(), rows.rules)
            if self._history:
                told.insert(connection)
            append(connection, now, GATEWAY, "hold", "held", id, message=envelope.id, sha256=rows.held["sha256"])
            return id

        return await self._database.write(insert)

    async def list(self, state: State | None = State.HELD, limit: int = 50, offset: int = 0) -> list[HeldSummary]:
        """The oldest first; of any state with None. Raises `Damaged` where a row cannot be read."""
        query = select(held).order_by(held.c.id).limit(limit).offset(offset)
        if state is not None:
            query = query.where(held.c.state == state)
        with reading():
            rows = await self._database.read(lambda connection: connection.execute(query).all())
            return [held_rows.summary(row, self._stuck_before()) for row in rows]

    async def get(self, id: str) -> HeldMessage | None:
        """The message as it is, intact or not. Raises `Damaged` where it cannot be read."""
        return await self._database.read(lambda connection: self._fetch(connection, id))

    async def count_and_oldest(self) -> tuple[int, datetime | None]:
        """How many messages wait for a decision, and since when the first of them has."""
        query = select(func.count(), func.min(held.c.held_at, type_=held.c.held_at.type)).where(held.c.state == State.HELD)
        count, oldest = await self._database.read(lambda connection: connection.execute(query).one())
        return count, oldest

    async def claim_release(self, id: str, by: str) -> HeldMessage | None:
        """Take a message for sending; None where it is not held (any more). Raises `Damaged`, and then it stays held.

        The one who gets it must send it and then say `released` or `unclaim`.
        """

        def claim(connection: Connection) -> HeldMessage | None:
            now = self._clock()
            decision = {"decided_by": by, "decided_at": now}
            if not Change(State.HELD, State.RELEASING, "release", decision).made(connection, id):
                return None
            message = self._fetch(connection, id)
            if message is None or not message.intact:
                raise Damaged(f"the stored bytes of {id} are not those that were held")
            append(connection, now, by, "release", "held", id)
            return message

        return await self._database.write(claim)

    async def released(self, id: str, reply: Reply, content: str) -> bool:
        """The relay has it. `content`: SHA-256 of what was sent, unsigned. False where it was not being released."""
        change = Change(State.RELEASING, State.RELEASED, "released", {"reply": forms.dump_reply(reply)}, outcome="forward")
        return await self._move(id, GATEWAY, change, code=reply.code, content=content)

    async def unclaim(self, id: str, reply: Reply) -> bool:
        """The relay did not take it: back to held, with what it said. False where it was not being released."""
        change = Change(State.RELEASING, State.HELD, "not taken", {"reply": forms.dump_reply(reply), **UNDECIDED})
        return await self._move(id, GATEWAY, change, code=reply.code)

    async def return_stuck(self, id: str, by: str) -> bool:
        """A person found that a release that never ended did not reach the relay: back to held. False where it is not stuck."""
        stuck = held.c.decided_at < self._stuck_before()
        change = Change(State.RELEASING, State.HELD, "return", {"reason": f"returned by {by}", **UNDECIDED}, (stuck,))
        return await self._move(id, by, change)

    async def reject(self, id: str, by: str, reason: str) -> bool:
        """It is never sent. False where it is not held (any more)."""
        decision = {"decided_by": by, "decided_at": self._clock(), "reason": reason}
        return await self._move(
            id,
            by,
            Change(State.HELD, State.REJECTED, "reject", decision, outcome="reject"),
            reason_sha256=sha256(reason.encode("utf-8", "replace")),
        )

    async def _move(self, id: str, by: str, change: Change, **detail: Any) -> bool:
        def work(connection: Connection) -> bool:
            if not change.made(connection, id):
                return False
            append(connection, self._clock(), by, change.action, "held", id, **detail)
            return True

        return await self._database.write(work)

    def _fetch(self, connection: Connection, id: str) -> HeldMessage | None:
        query = select(held, held_content).join(held_content, held.c.id == held_content.c.id).where(held.c.id == id)
        with reading():
            row = connection.execute(query).one_or_none()
            return None if row is None else held_rows.message(row, self._stuck_before())

    def _stuck_before(self) -> datetime:
        return self._clock() - STUCK
