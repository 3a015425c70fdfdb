"""The audit trail: who did what to which object, as a chain of hashes that no row can leave, change in or move in unnoticed.

An entry is written in the transaction of the change it tells of: both are there, or neither is. It holds names, ids and
hashes, never a mail's words, so that an erasure of mail need not touch it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from gateway.store.database import Database
from gateway.store.schema import audit
from gateway.store.schema.types import clean

GATEWAY = "gateway"
"""The actor of what no person did."""

START = "0" * 64
"""What stands before the first entry."""

_LOCK = 0x61756474
"""Any number, the same in every process: PostgreSQL's writers append one after the other; SQLite's do so anyway."""
_NAME = 200
"""Characters of an actor's or an object's name that are kept."""
_LAST = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `kind` and `object_id` name what it is about; `detail` is what else there is to know, as plain data."""

    seq: int
    at: datetime
    actor: str
    action: str
    kind: str
    object_id: str
    detail: dict[str, Any]
    previous: str
    hash: str

    @property
    def right_hash(self) -> str:
        """The hash that an entry with these values has."""
        values = (self.seq, self.at.astimezone(UTC).isoformat(timespec="microseconds"), self.actor, self.action, self.kind)
        return hashlib.sha256(f"{self.previous}{canonical([*values, self.object_id, self.detail])}".encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry's place in the chain. Kept somewhere else, it tells of entries that were cut off later."""

    seq: int = 0
    hash: str = START


def canonical(value: object) -> str:
    """JSON with one form for each value: keys in order, no blanks, ASCII."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"), sort_keys=True)


def append(connection: Connection, at: datetime, actor: str, action: str, kind: str, object_id: str, **detail: Any) -> None:
    """Add an entry to the transaction of what it tells of. `detail` must be JSON."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    last = connection.execute(_LAST).one_or_none()
    seq, previous = (last.seq + 1, last.hash) if last else (1, START)
    values = (at, clean(actor)[:_NAME], action, kind, clean(object_id)[:_NAME], json.loads(canonical(detail)))
    entry = Entry(seq, *values, previous, "")
    connection.execute(audit.insert().values(_row(entry)))


class Audit:
    """The trail for readers. Every method raises `Refused` where the store does not work."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def add(self, actor: str, action: str, kind: str, object_id: str, **detail: Any) -> None:
        """An entry about something that changed nothing here: a view, an export, a login."""
        now = self._clock()
        await self._database.write(lambda connection: append(connection, now, actor, action, kind, object_id, **detail))

    async def head(self) -> Head:
        row = await self._database.read(lambda connection: connection.execute(_LAST).one_or_none())
        return Head(row.seq, row.hash) if row else Head()

    async def list(
        self,
        kind: str | None = None,
        object_id: str | None = None,
        actor: str | None = None,
        after: int = 0,
        limit: int = 1_000,
    ) -> list[Entry]:
        """Entries after a number, in order, of one kind, object or actor where given."""
        wanted: list[ColumnElement[bool]] = [audit.c.seq > after]
        for column, value in ((audit.c.object_kind, kind), (audit.c.object_id, object_id), (audit.c.actor, actor)):
            if value is not None:
                wanted.append(column == value)
        query = select(audit).where(*wanted).order_by(audit.c.seq).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return [_entry(row) for row in rows]


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "object_kind": entry.kind,
        "object_id": entry.object_id,
        "detail": canonical(entry.detail),
        "previous": entry.previous,
        "hash": entry.right_hash,
    }


def _entry(row: Row[Any]) -> Entry:
    what = (row.actor, row.action, row.object_kind, row.object_id, _detail(row.detail))
    return Entry(row.seq, row.at, *what, row.previous, row.hash)


def _detail(text: str) -> dict[str, Any]:
    """What was written; of text that somebody has made unreadable the text, whose hash is not that of the entry."""
    try:
        return dict(json.loads(text))
    except (ValueError, TypeError):
        return {"unreadable": text}
