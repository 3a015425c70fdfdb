"""The tables, by subject. One schema for SQLite and PostgreSQL; bytes are bytes, and text holds no NUL and no lone surrogate.

`gateway/store/migrations` makes them: a change here needs a revision there, and a test compares both.
"""

from __future__ import annotations

from gateway.store.schema.captured import captured
from gateway.store.schema.held import comment, held, held_content, held_edit, held_rule, judgement
from gateway.store.schema.history import archived, message, message_order, optout
from gateway.store.schema.people import login_failure, person, session, token
from gateway.store.schema.records import audit, correction, exception, notice
from gateway.store.schema.types import Line, Utc, metadata

__all__ = [
    "Line", "Utc", "archived", "audit", "captured", "comment", "correction", "exception", "held", "held_content", "held_edit",
    "held_rule", "judgement", "login_failure", "message", "message_order", "metadata", "notice", "optout", "person", "session",
    "token",
]  # fmt: skip
