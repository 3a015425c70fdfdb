"""The tables. One schema for SQLite and PostgreSQL; bytes are bytes, and text holds no NUL and no lone surrogate."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

VERSION = 1
"""Raised with every change of the tables; a store of a newer version is refused."""


class Utc(TypeDecorator[datetime]):
    """An aware time, kept as UTC. SQLite knows no zones and gives naive times back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Line(TypeDecorator[str]):
    """Text from outside: what PostgreSQL cannot store becomes `?`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

held = Table(
    "held",
    metadata,
    Column("id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("held_at", Utc, nullable=False),
    Column("message_id", Line, nullable=False),
    Column("received_at", Utc, nullable=False),
    Column("client", Text, nullable=False),
    Column("mail_from", Text, nullable=False),
    Column("rcpt_to", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("outgoing_sha256", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("decided_by", Line),
    Column("decided_at", Utc),
    Column("reply", Text),
    Column("reason", Line),
    Index("held_by_state", "state", "id"),
)
"""`client`, `mail_from`, `rcpt_to`, `verdict` and `reply` are JSON in ASCII (`gateway.store.forms`)."""

held_content = Table(
    "held_content",
    metadata,
    Column("id", Text, ForeignKey("held.id"), primary_key=True),
    Column("original", LargeBinary, nullable=False),
    Column("outgoing", LargeBinary),
)
"""Apart from `held`, so that a list or a change of state moves no megabytes. `outgoing` is NULL where it is the original."""

captured = Table(
    "captured",
    metadata,
    Column("id", Text, primary_key=True),
    Column("captured_at", Utc, nullable=False),
    Column("mail_from", Text, nullable=False),
    Column("rcpt_to", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
