"""Held messages to rows and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from filters.detect.marketplace import buyer_of
from filters.facts import Facts
from filters.gist import template
from filters.verdict import Verdict
from gateway.envelope import Envelope
from gateway.store import forms
from gateway.store.held_message import HeldMessage, HeldSummary, State, sha256

DUE = timedelta(hours=24)
"""A buyer's message is to be answered within 24 hours, every day of the week; from arrival where it is not known when."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a new held message is in the tables."""

    held: dict[str, Any]
    content: dict[str, Any]
    rules: list[dict[str, Any]]


def written(id: str, now: datetime, envelope: Envelope, verdict: Verdict, facts: Facts) -> Rows:
    """The rows of a new held message."""
    outgoing = None if verdict.outgoing == envelope.raw else verdict.outgoing
    return Rows(
        {**_envelope(id, now, envelope), **_decision(verdict, outgoing, envelope.raw), **_key(envelope, verdict, facts)},
        {"id": id, "original": envelope.raw, "outgoing": outgoing},
        [{"held_id": id, "rule": rule, "action": action, "shadow": shadow} for rule, action, shadow in decisions(verdict)],
    )


def decisions(verdict: Verdict) -> list[tuple[str, str, bool]]:
    """(rule, action, shadow) of a verdict's findings, each once."""
    return list(dict.fromkeys((found.rule, str(found.action), found.shadow) for found in verdict.findings))


def _envelope(id: str, now: datetime, envelope: Envelope) -> dict[str, Any]:
    return {
        "id": id,
        "state": State.HELD,
        "held_at": now,
        "message_id": envelope.id,
        "received_at": envelope.received_at,
        "client": forms.dump_client(envelope.client),
        "mail_from": forms.dump_path(envelope.mail_from),
        "rcpt_to": forms.dump_paths(envelope.rcpt_to),
        "size": len(envelope.raw),
    }


def _decision(verdict: Verdict, outgoing: bytes | None, original: bytes) -> dict[str, Any]:
    digest = sha256(original)
    return {
        "sha256": digest,
        "outgoing_sha256": digest if outgoing is None else sha256(outgoing),
        "verdict": forms.dump_verdict(verdict),
        "policy": verdict.policy,
    }


def _key(envelope: Envelope, verdict: Verdict, facts: Facts) -> dict[str, Any]:
    """What a held message is looked for by."""
    gist = verdict.gist
    words = template(gist.words)
    return {
        "account": facts.account,
        "order_id": next(iter(gist.order_ids or facts.order_ids), None),
        "buyer": buyer_of(facts.rcpt_to),
        "sender": facts.mail_from,
        "subject": gist.subject,
        "words": gist.words,
        "template": sha256(words.encode("utf-8", "surrogatepass"))[:32] if words else "",
        "due_at": envelope.received_at + DUE,
        "facts": forms.dump_facts(facts),
    }


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
