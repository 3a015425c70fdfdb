"""What is on record about one order or one buyer, from every table, as plain data and bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, select

from gateway.store.audit import Audit, Entry
from gateway.store.database import Database
from gateway.store.history_rows import unpacked
from gateway.store.schema import archived, comment, held, held_content, held_edit, judgement, message, message_order

_JSON = frozenset(("client", "mail_from", "rcpt_to", "verdict", "facts", "reply", "orders", "rules"))
"""Columns that hold JSON."""
_LEFT_OUT = frozenset(("words", "template", "claimed_by", "claimed_until", "version"))
"""Columns that serve the queue alone."""


@dataclass(frozen=True, slots=True)
class Record:
    """One message. `data`: tables by name, each the rows about it; `content`: file names and bytes."""

    id: str
    at: datetime
    data: dict[str, Any]
    content: dict[str, bytes] = field(repr=False)
    entries: tuple[Entry, ...] = ()
    """Of the audit trail."""


async def records(database: Database, order: str | None = None, buyer: str | None = None) -> list[Record]:
    """Every message about the order, or to the buyer, in the order in which they came. Raises `Refused`."""
    found = await database.read(lambda connection: list(_records(connection, order, buyer)))
    trail = Audit(database)
    entries = {id: await trail.list("held", id) for id, _ in found if id}
    return sorted(
        (Record(it.id, it.at, it.data, it.content, tuple(entries.get(id, ()))) for id, it in found),
        key=lambda it: (it.at, it.id),
    )


def _records(connection: Connection, order: str | None, buyer: str | None) -> Iterator[tuple[str, Record]]:
    """(held id or '', record): from the history first, then held mail of which the history knows nothing."""
    known = set()
    for row in _rows(connection, message, _about_sent(order, buyer)):
        known.add(row.held_id)
        waiting = _one(connection, held, held.c.id == row.held_id) if row.held_id else None
        yield row.held_id or "", _record(connection, row.id, row.at, row, waiting)
    for row in _rows(connection, held, held.c.order_id == order if order else held.c.buyer == buyer):
        if row.id not in known:
            yield row.id, _record(connection, row.message_id, row.received_at, None, row)


def _about_sent(order: str | None, buyer: str | None) -> ColumnElement[bool]:
    named = select(message_order.c.message_id).where(message_order.c.order_id == order)
    return message.c.id.in_(named) if order else message.c.buyer == buyer


def _record(connection: Connection, id: str, at: datetime, sent: Row[Any] | None, waiting: Row[Any] | None) -> Record:
    data: dict[str, Any] = {"message": _plain(sent)} if sent else {}
    content: dict[str, bytes] = {}
    if sent and (kept := _one(connection, archived, archived.c.message_id == id)):
        data["facts"] = json.loads(kept.facts)
        content |= _unpacked(kept)
    if waiting:
        data |= {"held": _plain(waiting)} | _said(connection, waiting.id)
        content |= _held_content(connection, waiting.id)
    return Record(id, at, data, content)


def _said(connection: Connection, held_id: str) -> dict[str, Any]:
    """What reviewers said and wrote."""
    tables = ((comment, comment.c.id), (judgement, judgement.c.number), (held_edit, held_edit.c.number))
    return {
        f"{table.name}s": [_plain(row) for row in _rows(connection, table, table.c.held_id == held_id, order)]
        for table, order in tables
    }


def _held_content(connection: Connection, held_id: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    if kept := _one(connection, held_content, held_content.c.id == held_id):
        found["original.eml"] = bytes(kept.original)
        if kept.outgoing is not None:
            found["cleaned.eml"] = bytes(kept.outgoing)
    for row in _rows(connection, held_edit, held_edit.c.held_id == held_id, held_edit.c.number):
        found[f"edit-{row.number}.eml"] = bytes(row.content)
    return found


def _unpacked(kept: Row[Any]) -> dict[str, bytes]:
    original, outgoing = unpacked(kept)
    return {"original.eml": original} | ({} if outgoing is original else {"cleaned.eml": outgoing})


def _rows(connection: Connection, table: Table, where: ColumnElement[bool], order: Any = None) -> Sequence[Row[Any]]:
    return connection.execute(select(table).where(where).order_by(table.c.id if order is None else order)).all()


def _one(connection: Connection, table: Table, where: ColumnElement[bool]) -> Row[Any] | None:
    return connection.execute(select(table).where(where)).one_or_none()


def _plain(row: Row[Any]) -> dict[str, Any]:
    """The row as JSON data, without bytes, which are files of their own."""
    values = {name: value for name, value in row._mapping.items() if name not in _LEFT_OUT and not isinstance(value, bytes)}
    return {name: _value(name, value) for name, value in values.items()}


def _value(name: str, value: Any) -> Any:
    if name in _JSON and isinstance(value, str):
        return json.loads(value)
    return value.isoformat() if isinstance(value, datetime) else value
