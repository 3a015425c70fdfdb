"""Records: the audit trail, exceptions from rules, notices that went out, and links to correct a message."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from gateway.store.schema.types import Line, Utc, metadata

audit = Table(
    "audit",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("actor", Line, nullable=False),
    Column("action", Text, nullable=False),
    Column("object_kind", Text, nullable=False),
    Column("object_id", Line, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("audit_by_object", "object_kind", "object_id", "seq"),
    Index("audit_by_actor", "actor", "seq"),
)
"""Append-only, a hash chain (`gateway.store.audit`)."""

exception = Table(
    "exception",
    metadata,
    Column("id", Text, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("reason", Line, nullable=False),
    Column("owner", Line, nullable=False),
    Column("until", Utc, nullable=False),
    Column("created_by", Line, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("revoked_by", Line),
    Column("revoked_at", Utc),
    Column("held_id", Text),
)
"""Made by reviewers, beside those in policy files. `when`: JSON, as in a policy."""

notice = Table(
    "notice",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("recipient", Line, nullable=False),
    Column("held_id", Text),
    Column("at", Utc, nullable=False),
    Column("sent_at", Utc),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("error", Line),
    Index("notice_by_sent", "sent_at", "at"),
    Index("notice_by_held", "held_id"),
)

correction = Table(
    "correction",
    metadata,
    Column("token_sha256", Text, primary_key=True),
    Column("held_id", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("used_at", Utc),
    Index("correction_by_held", "held_id"),
)
