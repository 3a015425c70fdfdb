"""What review needs: who holds what and why, history, records, people."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from gateway.store.schema.types import Line, Utc

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _held()
    _history()
    _records()
    _people()
    _fill()


def _held() -> None:
    op.add_column("held", sa.Column("account", Line, nullable=False, server_default="default"))
    op.add_column("held", sa.Column("order_id", Line))
    op.add_column("held", sa.Column("buyer", Line))
    op.add_column("held", sa.Column("sender", Line, nullable=False, server_default=""))
    op.add_column("held", sa.Column("subject", Line, nullable=False, server_default=""))
    op.add_column("held", sa.Column("words", Line, nullable=False, server_default=""))
    op.add_column("held", sa.Column("template", sa.Text, nullable=False, server_default=""))
    op.add_column("held", sa.Column("due_at", Utc))
    op.add_column("held", sa.Column("policy", sa.Text, nullable=False, server_default=""))
    op.add_column("held", sa.Column("facts", sa.Text, nullable=False, server_default="{}"))
    op.add_column("held", sa.Column("claimed_by", Line))
    op.add_column("held", sa.Column("claimed_until", Utc))
    op.add_column("held", sa.Column("assigned_to", Line))
    op.add_column("held", sa.Column("approved_by", Line))
    op.add_column("held", sa.Column("note", Line))
    op.add_column("held", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    op.create_index("held_by_account", "held", ["account", "state", "due_at"])
    op.create_index("held_by_buyer", "held", ["buyer", "state", "due_at"])
    op.create_index("held_by_due", "held", ["state", "due_at", "id"])
    op.create_index("held_by_order", "held", ["order_id", "state", "due_at"])
    op.create_index("held_by_template", "held", ["template", "state"])
    op.create_table(
        "held_rule",
        sa.Column("held_id", sa.Text, sa.ForeignKey("held.id"), primary_key=True),
        sa.Column("rule", sa.Text, primary_key=True),
        sa.Column("action", sa.Text, primary_key=True),
        sa.Column("shadow", sa.Boolean, primary_key=True),
    )
    op.create_index("held_rule_by_rule", "held_rule", ["rule", "held_id"])
    op.create_table(
        "held_edit",
        sa.Column("held_id", sa.Text, sa.ForeignKey("held.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", Utc, nullable=False),
        sa.Column("by", Line, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("held_id", sa.Text, sa.ForeignKey("held.id"), nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.Column("by", Line, nullable=False),
        sa.Column("text", Line, nullable=False),
    )
    op.create_index("comment_by_held", "comment", ["held_id", "id"])
    op.create_table(
        "judgement",
        sa.Column("held_id", sa.Text, sa.ForeignKey("held.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("words", Line, nullable=False),
        sa.Column("opinion", sa.Text, nullable=False),
        sa.Column("by", Line, nullable=False),
        sa.Column("at", Utc, nullable=False),
    )
    op.create_index("judgement_by_rule", "judgement", ["rule", "at"])


def _history() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("at", Utc, nullable=False),
        sa.Column("account", Line, nullable=False),
        sa.Column("buyer", Line),
        sa.Column("sender", Line, nullable=False),
        sa.Column("subject", Line, nullable=False),
        sa.Column("orders", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("edited", sa.Boolean, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
        sa.Column("held_id", sa.Text),
        sa.Column("asks_review", sa.Boolean, nullable=False),
        sa.Column("answers", sa.Boolean, nullable=False),
        sa.Column("header_message_id", Line, nullable=False),
        sa.Column("body_sha256", sa.Text, nullable=False),
        sa.Column("submission", sa.Text, nullable=False),
        sa.Column("reply", sa.Text),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("relay", Line),
    )
    op.create_index("message_by_account", "message", ["account", "at", "outcome"])
    op.create_index("message_by_buyer", "message", ["account", "buyer", "at"])
    op.create_index("message_by_held", "message", ["held_id"])
    op.create_index("message_by_submission", "message", ["submission", "at"])
    op.create_index("message_by_time", "message", ["at"])
    op.create_table(
        "message_order",
        sa.Column("message_id", sa.Text, sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("order_id", Line, primary_key=True),
    )
    op.create_index("message_order_by_order", "message_order", ["order_id"])
    op.create_table(
        "archived",
        sa.Column("message_id", sa.Text, sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("original", sa.LargeBinary, nullable=False),
        sa.Column("outgoing", sa.LargeBinary),
        sa.Column("facts", sa.Text, nullable=False),
    )
    op.create_table(
        "optout",
        sa.Column("account", Line, primary_key=True),
        sa.Column("buyer", Line, primary_key=True),
        sa.Column("since", Utc, nullable=False),
        sa.Column("source", Line, nullable=False),
    )


def _records() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", Utc, nullable=False),
        sa.Column("actor", Line, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("object_kind", sa.Text, nullable=False),
        sa.Column("object_id", Line, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_index("audit_by_actor", "audit", ["actor", "seq"])
    op.create_index("audit_by_object", "audit", ["object_kind", "object_id", "seq"])
    op.create_table(
        "exception",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("when", sa.Text, nullable=False),
        sa.Column("reason", Line, nullable=False),
        sa.Column("owner", Line, nullable=False),
        sa.Column("until", Utc, nullable=False),
        sa.Column("created_by", Line, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("revoked_by", Line),
        sa.Column("revoked_at", Utc),
        sa.Column("held_id", sa.Text),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("recipient", Line, nullable=False),
        sa.Column("held_id", sa.Text),
        sa.Column("at", Utc, nullable=False),
        sa.Column("sent_at", Utc),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("error", Line),
    )
    op.create_index("notice_by_held", "notice", ["held_id"])
    op.create_index("notice_by_sent", "notice", ["sent_at", "at"])
    op.create_table(
        "correction",
        sa.Column("token_sha256", sa.Text, primary_key=True),
        sa.Column("held_id", sa.Text, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("expires_at", Utc, nullable=False),
        sa.Column("used_at", Utc),
    )
    op.create_index("correction_by_held", "correction", ["held_id"])


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("name", Line, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("totp", sa.Text),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("disabled_at", Utc),
        sa.Column("accounts", sa.Text),
    )
    op.create_table(
        "session",
        sa.Column("id_sha256", sa.Text, primary_key=True),
        sa.Column("person", Line, sa.ForeignKey("person.name"), nullable=False),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("seen_at", Utc, nullable=False),
        sa.Column("csrf", sa.Text, nullable=False),
        sa.Column("address", Line, nullable=False),
    )
    op.create_index("session_by_person", "session", ["person"])
    op.create_table(
        "token",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False, unique=True),
        sa.Column("name", Line, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("by", Line, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("expires_at", Utc),
        sa.Column("revoked_at", Utc),
        sa.Column("accounts", sa.Text),
    )
    op.create_table(
        "login_failure",
        sa.Column("key", Line, nullable=False),
        sa.Column("at", Utc, nullable=False),
    )
    op.create_index("login_failure_by_key", "login_failure", ["key", "at"])


def _fill() -> None:
    """What is already held gets what its envelope and verdict tell; the words stay unknown, for reading them needs a worker."""
    held = sa.table(
        "held", *(sa.column(name) for name in ("id", "mail_from", "rcpt_to", "verdict", "sender", "buyer", "policy"))
    )
    held.append_column(sa.column("received_at", Utc))
    held.append_column(sa.column("due_at", Utc))
    for row in op.get_bind().execute(sa.select(held)).all():
        verdict = json.loads(row.verdict)
        values = {"sender": _address(row.mail_from), "policy": verdict["policy"], "due_at": row.received_at + timedelta(days=1)}
        op.execute(sa.update(held).where(held.c.id == row.id).values(**values, buyer=_buyer(row.rcpt_to)))
        _fill_rules(row.id, verdict["findings"])


def _fill_rules(held_id: str, findings: list[dict[str, Any]]) -> None:
    rule = sa.table("held_rule", *(sa.column(name) for name in ("held_id", "rule", "action", "shadow")))
    rows = {(held_id, it["rule"], it["action"], it["shadow"]): None for it in findings}
    if rows:
        op.bulk_insert(rule, [dict(zip(("held_id", "rule", "action", "shadow"), row, strict=True)) for row in rows])


def _address(path: str) -> str:
    address: str = json.loads(path)[0]
    return address.encode("utf-8", "replace").decode().replace("\0", "?")


def _buyer(paths: str) -> str | None:
    addresses = [item[0].lower() for item in json.loads(paths)]
    return next((f"{it.split('@')[0].split('+')[0]}@{it.split('@')[1]}" for it in addresses if "@marketplace." in it), None)
