"""Held and captured mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gateway.store.schema.types import Line, Utc

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "held",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("held_at", Utc, nullable=False),
        sa.Column("message_id", Line, nullable=False),
        sa.Column("received_at", Utc, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("mail_from", sa.Text, nullable=False),
        sa.Column("rcpt_to", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("outgoing_sha256", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("decided_by", Line),
        sa.Column("decided_at", Utc),
        sa.Column("reply", sa.Text),
        sa.Column("reason", Line),
    )
    op.create_index("held_by_state", "held", ["state", "id"])
    op.create_table(
        "held_content",
        sa.Column("id", sa.Text, sa.ForeignKey("held.id"), primary_key=True),
        sa.Column("original", sa.LargeBinary, nullable=False),
        sa.Column("outgoing", sa.LargeBinary),
    )
    op.create_table(
        "captured",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("captured_at", Utc, nullable=False),
        sa.Column("mail_from", sa.Text, nullable=False),
        sa.Column("rcpt_to", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
