"""Captured mail: what would have been relayed, kept for looking at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select

from gateway.envelope import Path
from gateway.store import forms
from gateway.store.database import Database
from gateway.store.ids import new_id
from gateway.store.schema import captured


@dataclass(frozen=True, slots=True)
class CapturedMessage:
    """One captured message. `content` is what the relay would have got, b"" in a list."""

    id: str
    captured_at: datetime
    mail_from: Path
    rcpt_to: tuple[Path, ...]
    size: int
    content: bytes = field(default=b"", repr=False)


class CapturedMail:
    """Every method raises `Refused` where the store does not work."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def add(self, mail_from: Path, rcpt_to: Sequence[Path], content: bytes) -> str:
        """Durable on disk when this returns: the id."""
        now = self._clock()
        id = new_id(now)
        row = captured.insert().values(
            id=id,
            captured_at=now,
            mail_from=forms.dump_path(mail_from),
            rcpt_to=forms.dump_paths(rcpt_to),
            size=len(content),
            content=content,
        )
        await self._database.write(lambda connection: connection.execute(row))
        return id

    async def list(self, limit: int = 50, offset: int = 0) -> list[CapturedMessage]:
        """The newest first, without their content."""
        columns = [column for column in captured.c if column is not captured.c.content]
        query = select(*columns).order_by(captured.c.id.desc()).limit(limit).offset(offset)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return [_message(row) for row in rows]

    async def get(self, id: str) -> CapturedMessage | None:
        query = select(captured).where(captured.c.id == id)
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else _message(row, bytes(row.content))


def _message(row: Row[Any], content: bytes = b"") -> CapturedMessage:
    paths = forms.load_path(row.mail_from), forms.load_paths(row.rcpt_to)
    return CapturedMessage(row.id, row.captured_at, *paths, row.size, content)
