"""The outbox: notices that are owed, sent at most once by one of several nodes, and tried again where that failed.

A notice's id is what it is about, so that nobody can owe it twice: `held:<held id>`, `digest:<day>:<address>`. Nothing has to
be written where mail is held or rejected: what is owed is found by looking for messages that have no notice yet.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, case, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from filters.facts import Facts
from filters.verdict import Verdict
from gateway.store import forms
from gateway.store.database import Database
from gateway.store.held_message import State, reading
from gateway.store.schema import held, notice

HELD, REJECTED, DIGEST = "held", "rejected", "digest"
RECENT = timedelta(days=1)
"""Older decisions are told to nobody: switching notices on must not write about last year's mail."""
PIECE = 50
TRIES = 8
LEASE = timedelta(minutes=15)
"""From a first try to the second, then twice as long each time. Longer than any try, so that no second node tries meanwhile."""
_STATES = {HELD: State.HELD, REJECTED: State.REJECTED}


@dataclass(frozen=True, slots=True)
class Owed:
    """A notice that whoever has it must send now. `tries`: how often it has been tried, this time included."""

    id: str
    kind: str
    recipient: str
    held_id: str
    tries: int


@dataclass(frozen=True, slots=True)
class Subject:
    """The message that a notice is about. `reason`: what the reviewer said who rejected it."""

    held_id: str
    received_at: datetime
    subject: str
    reason: str
    verdict: Verdict
    facts: Facts


@dataclass(frozen=True, slots=True)
class Waits:
    """How many messages wait for a decision, how many of them are overdue, and how many more are due soon."""

    number: int
    late: int
    soon: int


class Outbox:
    """Every method raises `Refused` where the store does not work."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def owe_about(self, kind: str) -> None:
        """A notice to the sender of every message that was held, or rejected by a person, of late."""
        query = _untold(kind, self._clock() - RECENT)

        def work(connection: Connection) -> None:
            for row in connection.execute(query).all():
                _owe(connection, f"{kind}:{row.id}", kind, json.loads(row.mail_from)[0], self._clock(), row.id)

        if await self._database.read(lambda connection: connection.execute(query.limit(1)).first()):
            await self._database.write(work)

    async def owe_digest(self, recipient: str, at: datetime) -> None:
        """The digest of a day, to be sent at a time on it; a day has one for each recipient."""
        id = f"{DIGEST}:{at.date().isoformat()}:{recipient}"
        known = select(notice.c.id).where(notice.c.id == id)
        if not await self._database.read(lambda connection: connection.execute(known).first()):
            await self._database.write(lambda connection: _owe(connection, id, DIGEST, recipient, at, None))

    async def take(self) -> Owed | None:
        """A notice that is due; it comes again after a while unless it is `done` with. None where none is due."""
        now = self._clock()
        due = (notice.c.sent_at.is_(None), notice.c.at <= now, notice.c.tries < TRIES)
        query = select(notice).where(*due).order_by(notice.c.at, notice.c.id).limit(1)

        def work(connection: Connection) -> Owed | None:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            same = update(notice).where(notice.c.id == row.id, notice.c.tries == row.tries, notice.c.sent_at.is_(None))
            later = now + LEASE * 2**row.tries
            taken = connection.execute(same.values(tries=row.tries + 1, at=later, error="begun")).rowcount
            return Owed(row.id, row.kind, row.recipient, row.held_id or "", row.tries + 1) if taken else None

        if await self._database.read(lambda connection: connection.execute(query).first()):
            return await self._database.write(work)
        return None

    async def subject(self, owed: Owed) -> Subject | None:
        """None where there is no need to tell: the message is gone, or is not held (rejected) any more. Raises `Damaged`."""
        query = select(held).where(held.c.id == owed.held_id, held.c.state == _STATES[owed.kind])
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        with reading():
            return None if row is None else _subject(row)

    async def done(self, owed: Owed) -> None:
        """It was sent, or there is nothing to send any more."""
        await self._set(owed, sent_at=self._clock(), error=None)

    async def failed(self, owed: Owed, error: str, for_good: bool = False) -> None:
        """It was not sent; `for_good`: and never will be."""
        await self._set(owed, error=error[:500], **({"tries": TRIES} if for_good else {}))

    async def waits(self, accounts: tuple[str, ...] | None, soon: timedelta) -> Waits:
        """What waits in these accounts, None for all. `soon`: what is due within it."""
        now = self._clock()
        where = [held.c.state == State.HELD, *([] if accounts is None else [held.c.account.in_(accounts)])]
        late, near = held.c.due_at <= now, and_(held.c.due_at > now, held.c.due_at <= now + soon)
        numbers = select(func.count(), *(func.count(case((some, 1))) for some in (late, near))).where(*where)
        row = await self._database.read(lambda connection: connection.execute(numbers.select_from(held)).one())
        return Waits(row[0], row[1], row[2])

    async def counts(self) -> tuple[int, int]:
        """How many wait to be sent, and how many were given up."""
        wait = (notice.c.sent_at.is_(None), notice.c.tries < TRIES)
        gone = (notice.c.sent_at.is_(None), notice.c.tries >= TRIES)
        queries = [select(func.count()).select_from(notice).where(*some) for some in (wait, gone)]
        waiting, given_up = await self._database.read(lambda it: [it.execute(query).scalar_one() for query in queries])
        return waiting, given_up

    async def _set(self, owed: Owed, **values: Any) -> None:
        statement = update(notice).where(notice.c.id == owed.id).values(values)
        await self._database.write(lambda connection: connection.execute(statement))


def _untold(kind: str, since: datetime) -> Select[Any]:
    """Messages in a state that their sender was not told of. An erasure rejects too, and gives no reason."""
    state, at = _STATES[kind], held.c.held_at if kind == HELD else held.c.decided_at
    told = exists().where(notice.c.held_id == held.c.id, notice.c.kind == kind)
    query = select(held.c.id, held.c.mail_from).where(held.c.state == state, at > since, ~told).limit(PIECE)
    return query if kind == HELD else query.where(held.c.reason.is_not(None))


def _owe(connection: Connection, id: str, kind: str, recipient: str, at: datetime, held_id: str | None) -> None:
    insert = postgresql.insert(notice) if connection.dialect.name == "postgresql" else sqlite.insert(notice)
    values = {"id": id, "kind": kind, "recipient": recipient, "held_id": held_id, "at": at}
    connection.execute(insert.values(values).on_conflict_do_nothing())


def _subject(row: Row[Any]) -> Subject:
    verdict, facts = forms.load_verdict(row.verdict, b""), forms.load_facts(row.facts)
    return Subject(row.id, row.received_at, row.subject, row.reason or "", verdict, facts)
