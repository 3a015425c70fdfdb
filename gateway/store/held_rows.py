"""Held messages to rows and back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from filters.verdict import Verdict
from gateway.envelope import Envelope
from gateway.store import forms
from gateway.store.held_message import HeldMessage, HeldSummary, State, sha256


def written(id: str, now: datetime, envelope: Envelope, verdict: Verdict) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows of `held` and `held_content` for a new message."""
    row = {
        "id": id,
        "state": State.HELD,
        "held_at": now,
        "message_id": envelope.id,
        "received_at": envelope.received_at,
        "client": forms.dump_client(envelope.client),
        "mail_from": forms.dump_path(envelope.mail_from),
        "rcpt_to": forms.dump_paths(envelope.rcpt_to),
        "size": len(envelope.raw),
        "sha256": sha256(envelope.raw),
        "outgoing_sha256": sha256(verdict.outgoing),
        "verdict": forms.dump_verdict(verdict),
    }
    outgoing = None if verdict.outgoing == envelope.raw else verdict.outgoing
    return row, {"id": id, "original": envelope.raw, "outgoing": outgoing}


def summary(row: Row[Any], stuck_before: datetime) -> HeldSummary:
    """A row of `held`."""
    state = State(row.state)
    return HeldSummary(
        id=row.id,
        state=state,
        held_at=row.held_at,
        mail_from=forms.load_path(row.mail_from),
        rcpt_to=forms.load_paths(row.rcpt_to),
        size=row.size,
        rules=forms.stopping_rules(row.verdict),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reply=forms.load_reply(row.reply),
        reason=row.reason or "",
        stuck=state is State.RELEASING and row.decided_at < stuck_before,
    )


def message(row: Row[Any], stuck_before: datetime) -> HeldMessage:
    """A row of `held` joined with its `held_content`."""
    original = bytes(row.original)
    outgoing = original if row.outgoing is None else bytes(row.outgoing)
    listed = summary(row, stuck_before)
    envelope = Envelope(
        id=row.message_id,
        received_at=row.received_at,
        client=forms.load_client(row.client),
        mail_from=listed.mail_from,
        rcpt_to=listed.rcpt_to,
        raw=original,
    )
    intact = (sha256(original), sha256(outgoing)) == (row.sha256, row.outgoing_sha256)
    return HeldMessage(listed, envelope, forms.load_verdict(row.verdict, outgoing), intact)
