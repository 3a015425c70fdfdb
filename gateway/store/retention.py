"""Deleting what has been kept long enough, in pieces, so that nobody waits for long. The audit trail stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from gateway.store.audit import GATEWAY, append
from gateway.store.database import Database
from gateway.store.held_message import State
from gateway.store.schema import (
    archived,
    captured,
    comment,
    correction,
    held,
    held_content,
    held_edit,
    held_rule,
    judgement,
    message,
    message_order,
    notice,
)

PIECE = 200
"""Messages in one transaction."""

_DECIDED = held.c.state.in_((State.RELEASED, State.REJECTED))
_ABOUT_HELD = (held_content, held_rule, held_edit, comment, judgement, notice, correction)
"""Tables about held messages, by `held_id` or `id`."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How long each class is kept: archived bytes; bytes of captured and of decided held mail; the history; decisions."""

    archive: timedelta
    bodies: timedelta
    metadata: timedelta
    decisions: timedelta


@dataclass(frozen=True, slots=True)
class Purged:
    """How many messages lost what. `bodies`: of held mail."""

    archive: int = 0
    captured: int = 0
    bodies: int = 0
    metadata: int = 0
    decisions: int = 0


class Retention:
    """Every method raises `Refused` where the store does not work; what was deleted until then stays deleted."""

    def __init__(self, database: Database, keep: Keep, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._keep = keep
        self._clock = clock

    async def purge(self, by: str = GATEWAY) -> Purged:
        """Delete what is older than it is kept. What waits for a decision is never touched."""
        now = self._clock()
        steps: tuple[Callable[[Connection], int], ...] = (
            lambda connection: _archive(connection, now - self._keep.archive),
            lambda connection: _captured(connection, now - self._keep.bodies),
            lambda connection: _bodies(connection, now - self._keep.bodies),
            lambda connection: _metadata(connection, now - self._keep.metadata),
            lambda connection: _decisions(connection, now - self._keep.decisions),
        )
        purged = Purged(*[await self._all(step) for step in steps])
        if purged != Purged():
            told = asdict(purged)
            await self._database.write(lambda connection: append(connection, now, by, "purge", "store", "", **told))
        return purged

    async def _all(self, step: Callable[[Connection], int]) -> int:
        total = 0
        while count := await self._database.write(step):
            total += count
        return total


def _archive(connection: Connection, before: datetime) -> int:
    old = select(message.c.id).join(archived, archived.c.message_id == message.c.id).where(message.c.at < before)
    ids = connection.execute(old.limit(PIECE)).scalars().all()
    connection.execute(delete(archived).where(archived.c.message_id.in_(ids)))
    return len(ids)


def _captured(connection: Connection, before: datetime) -> int:
    ids = connection.execute(select(captured.c.id).where(captured.c.captured_at < before).limit(PIECE)).scalars().all()
    connection.execute(delete(captured).where(captured.c.id.in_(ids)))
    return len(ids)


def _bodies(connection: Connection, before: datetime) -> int:
    old = select(held.c.id).join(held_content, held_content.c.id == held.c.id).where(_DECIDED, held.c.decided_at < before)
    ids = connection.execute(old.limit(PIECE)).scalars().all()
    forget_bodies(connection, ids)
    return len(ids)


def _metadata(connection: Connection, before: datetime) -> int:
    old = select(message.c.id).where(message.c.at < before, message.c.outcome != "hold")
    ids = connection.execute(old.limit(PIECE)).scalars().all()
    for table in (message_order, archived):
        connection.execute(delete(table).where(table.c.message_id.in_(ids)))
    connection.execute(delete(message).where(message.c.id.in_(ids)))
    return len(ids)


def _decisions(connection: Connection, before: datetime) -> int:
    ids = connection.execute(select(held.c.id).where(_DECIDED, held.c.decided_at < before).limit(PIECE)).scalars().all()
    for table in _ABOUT_HELD:
        connection.execute(delete(table).where(about(table).in_(ids)))
    connection.execute(delete(held).where(held.c.id.in_(ids)))
    return len(ids)


def forget_bodies(connection: Connection, held_ids: Sequence[str]) -> None:
    """Delete the bytes of held messages, what reviewers made of them, and the words that are searched."""
    for table in (held_content, held_edit):
        connection.execute(delete(table).where(about(table).in_(held_ids)))
    connection.execute(update(held).where(held.c.id.in_(held_ids)).values(words=""))


def about(table: Table) -> ColumnElement[str]:
    """The column that names the held message."""
    return table.c.id if table is held_content else table.c.held_id
