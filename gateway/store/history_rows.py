"""Messages to rows of the history."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from filters.detect.marketplace import buyer_of
from filters.facts import Facts
from filters.mail.thread import thread
from filters.verdict import Verdict
from gateway.envelope import Envelope
from gateway.recorded import Outcome
from gateway.store import forms
from gateway.store.held_rows import decisions
from gateway.store.schema import archived, message, message_order

_MESSAGE, _ORDER, _CONTENT = message.insert(), message_order.insert(), archived.insert()
"""Made once: each making of a statement costs more than its execution."""

_RECEIVED = re.compile(rb"(?:received:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)++", re.IGNORECASE)
_HEAD = 65_536
_LEVEL = 1
"""Of zlib: mail shrinks to a third; the next levels take twice the time for a tenth."""


@dataclass(frozen=True, slots=True)
class Rows:
    """One message in the tables. `content`: for the archive, None where it is not kept."""

    message: dict[str, Any]
    orders: list[dict[str, Any]]
    content: dict[str, Any] | None = field(default=None, repr=False)

    def insert(self, connection: Connection) -> None:
        connection.execute(_MESSAGE, self.message)
        if self.orders:
            connection.execute(_ORDER, self.orders)
        if self.content is not None:
            connection.execute(_CONTENT, self.content)


def written(envelope: Envelope, facts: Facts, verdict: Verdict, ended: Outcome, *, archive: bool = False) -> Rows:
    """The rows of a decided message; with its bytes for `archive`."""
    orders = dict.fromkeys(verdict.gist.order_ids or facts.order_ids)
    return Rows(
        {**_about(envelope, facts, verdict), **_ended(verdict, ended), "orders": json.dumps(list(orders))},
        [{"message_id": envelope.id, "order_id": order} for order in orders],
        _content(envelope, facts, verdict) if archive else None,
    )


def submission(envelope: Envelope) -> str:
    """The same for a client's second try at the same message: sender, recipients, Message-ID and every octet but the trace.

    '' where the message has no Message-ID to know it by.
    """
    header_id = thread(envelope.raw).message_id
    if not header_id:
        return ""
    people = [forms.dump_path(envelope.mail_from), *sorted(map(forms.dump_path, envelope.rcpt_to))]
    key = json.dumps([envelope.client.login, *people, header_id, _digest(envelope.raw)])
    return hashlib.sha256(key.encode("ascii")).hexdigest()


def _about(envelope: Envelope, facts: Facts, verdict: Verdict) -> dict[str, Any]:
    return {
        "id": envelope.id,
        "at": envelope.received_at,
        "account": facts.account,
        "buyer": buyer_of(facts.rcpt_to),
        "sender": facts.mail_from,
        "subject": verdict.gist.subject,
        "asks_review": verdict.gist.asks_review,
        "answers": verdict.gist.answers,
        "header_message_id": thread(envelope.raw).message_id,
        "body_sha256": _digest(envelope.raw),
        "submission": submission(envelope),
        "size": len(envelope.raw),
    }


def _ended(verdict: Verdict, ended: Outcome) -> dict[str, Any]:
    return {
        "outcome": ended.outcome,
        "edited": verdict.edited,
        "rules": json.dumps(decisions(verdict)),
        "policy": verdict.policy,
        "held_id": ended.held_id,
        "reply": forms.dump_reply(ended.reply) if ended.reply else None,
        "relay": ended.relay,
    }


def _content(envelope: Envelope, facts: Facts, verdict: Verdict) -> dict[str, Any]:
    outgoing = None if verdict.outgoing == envelope.raw else zlib.compress(verdict.outgoing, _LEVEL)
    original = zlib.compress(envelope.raw, _LEVEL)
    return {"message_id": envelope.id, "original": original, "outgoing": outgoing, "facts": forms.dump_facts(facts)}


def unpacked(row: Row[Any]) -> tuple[bytes, bytes]:
    """A row of the archive: the message as it came and as it went out, the very same object where nothing was edited."""
    original = zlib.decompress(row.original)
    return original, original if row.outgoing is None else zlib.decompress(row.outgoing)


def _digest(raw: bytes) -> str:
    """Of the message without the trace fields at its top, which each try may get anew."""
    trace = _RECEIVED.match(raw, 0, _HEAD)
    return hashlib.sha256(memoryview(raw)[trace.end() if trace else 0 :]).hexdigest()
