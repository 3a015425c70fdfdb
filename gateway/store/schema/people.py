"""People who review, their sessions, and tokens for programs."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from gateway.store.schema.types import Line, Utc, metadata

person = Table(
    "person",
    metadata,
    Column("name", Line, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text),
    Column("totp", Text),
    Column("created_at", Utc, nullable=False),
    Column("disabled_at", Utc),
    Column("accounts", Text),
)
"""`role`: viewer, reviewer, editor, admin, auditor. `password`: an argon2 hash. `accounts`: JSON list, NULL for all."""

session = Table(
    "session",
    metadata,
    Column("id_sha256", Text, primary_key=True),
    Column("person", Line, ForeignKey("person.name"), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("seen_at", Utc, nullable=False),
    Column("csrf", Text, nullable=False),
    Column("address", Line, nullable=False),
    Index("session_by_person", "person"),
)

token = Table(
    "token",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("name", Line, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("by", Line, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc),
    Column("revoked_at", Utc),
    Column("accounts", Text),
)
"""For programs. `scopes`, `accounts`: JSON lists; accounts NULL for all."""

login_failure = Table(
    "login_failure",
    metadata,
    Column("key", Line, nullable=False),
    Column("at", Utc, nullable=False),
    Index("login_failure_by_key", "key", "at"),
)
"""`key`: what is counted, such as an account or an address."""
