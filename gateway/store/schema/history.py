"""History: what was sent to whom, and who wants nothing more."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, LargeBinary, Table, Text

from gateway.store.schema.types import Line, Utc, metadata

message = Table(
    "message",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("account", Line, nullable=False),
    Column("buyer", Line),
    Column("sender", Line, nullable=False),
    Column("subject", Line, nullable=False),
    Column("orders", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("edited", Boolean, nullable=False),
    Column("rules", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("held_id", Text),
    Column("asks_review", Boolean, nullable=False),
    Column("answers", Boolean, nullable=False),
    Column("header_message_id", Line, nullable=False),
    Column("body_sha256", Text, nullable=False),
    Column("submission", Text, nullable=False),
    Column("reply", Text),
    Column("size", BigInteger, nullable=False),
    Column("relay", Line),
    Index("message_by_buyer", "account", "buyer", "at"),
    Index("message_by_account", "account", "at", "outcome"),
    Index("message_by_submission", "submission", "at"),
    Index("message_by_held", "held_id"),
    Index("message_by_time", "at"),
)
"""One row per message that was decided.

outcome     forward, hold, reject; a held one becomes forward or reject when a person decides
orders      the order ids it names, JSON, as in `message_order`; rules: [[rule, action, shadow], ...], JSON
answers     it answered the buyer
submission  the same for a client's second try, '' where the message has no Message-ID
reply       the relay's, JSON
"""

message_order = Table(
    "message_order",
    metadata,
    Column("message_id", Text, ForeignKey("message.id"), primary_key=True),
    Column("order_id", Line, primary_key=True),
    Index("message_order_by_order", "order_id"),
)

archived = Table(
    "archived",
    metadata,
    Column("message_id", Text, ForeignKey("message.id"), primary_key=True),
    Column("original", LargeBinary, nullable=False),
    Column("outgoing", LargeBinary),
    Column("facts", Text, nullable=False),
)
"""The bytes, compressed (zlib), where they are kept; `outgoing` is NULL where it is the original."""

optout = Table(
    "optout",
    metadata,
    Column("account", Line, primary_key=True),
    Column("buyer", Line, primary_key=True),
    Column("since", Utc, nullable=False),
    Column("source", Line, nullable=False),
)
"""Buyers who want nothing but answers. The account '*' stands for all."""
