"""What the capture relay would have sent."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text

from gateway.store.schema.types import Utc, metadata

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
