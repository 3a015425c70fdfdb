"""Held mail, and what reviewers say about it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from gateway.store.schema.types import Line, Utc, metadata

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
    Column("account", Line, nullable=False, server_default="default"),
    Column("order_id", Line),
    Column("buyer", Line),
    Column("sender", Line, nullable=False, server_default=""),
    Column("subject", Line, nullable=False, server_default=""),
    Column("words", Line, nullable=False, server_default=""),
    Column("template", Text, nullable=False, server_default=""),
    Column("due_at", Utc),
    Column("policy", Text, nullable=False, server_default=""),
    Column("facts", Text, nullable=False, server_default="{}"),
    Column("claimed_by", Line),
    Column("claimed_until", Utc),
    Column("assigned_to", Line),
    Column("approved_by", Line),
    Column("note", Line),
    Column("version", Integer, nullable=False, server_default="1"),
    Index("held_by_state", "state", "id"),
    Index("held_by_due", "state", "due_at", "id"),
    Index("held_by_account", "account", "state", "due_at"),
    Index("held_by_order", "order_id", "state", "due_at"),
    Index("held_by_buyer", "buyer", "state", "due_at"),
    Index("held_by_template", "template", "state"),
)
"""JSON in ASCII (`gateway.store.forms`): `client`, `mail_from`, `rcpt_to`, `verdict`, `facts`, `reply`.

buyer        the marketplace's alias, lower-case, without `+uuid`
words        subject and text as a reader sees them, folded, lower-case, cut: for search
template     the same for messages that differ in names and numbers only; '' where there are no words
claimed_by   who has it open, until `claimed_until`; approved_by: the first of four eyes; note: the reason for a decision
version      raised with every change
"""

held_content = Table(
    "held_content",
    metadata,
    Column("id", Text, ForeignKey("held.id"), primary_key=True),
    Column("original", LargeBinary, nullable=False),
    Column("outgoing", LargeBinary),
)
"""Apart from `held`, so that a list or a change of state moves no megabytes. `outgoing` is NULL where it is the original."""

held_rule = Table(
    "held_rule",
    metadata,
    Column("held_id", Text, ForeignKey("held.id"), primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("action", Text, primary_key=True),
    Column("shadow", Boolean, primary_key=True),
    Index("held_rule_by_rule", "rule", "held_id"),
)

held_edit = Table(
    "held_edit",
    metadata,
    Column("held_id", Text, ForeignKey("held.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("by", Line, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("verdict", Text, nullable=False),
)
"""A reviewer's wording of a held message, the latest number counts; `verdict` as in `held`."""

comment = Table(
    "comment",
    metadata,
    Column("id", Text, primary_key=True),
    Column("held_id", Text, ForeignKey("held.id"), nullable=False),
    Column("at", Utc, nullable=False),
    Column("by", Line, nullable=False),
    Column("text", Line, nullable=False),
    Index("comment_by_held", "held_id", "id"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("held_id", Text, ForeignKey("held.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("rule", Text, nullable=False),
    Column("words", Line, nullable=False),
    Column("opinion", Text, nullable=False),
    Column("by", Line, nullable=False),
    Column("at", Utc, nullable=False),
    Index("judgement_by_rule", "rule", "at"),
)
"""What a reviewer thinks of finding `number` of the verdict: right, wrong or harmless."""
