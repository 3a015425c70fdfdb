"""What a message's own past was: earlier messages to its buyer, how much went out today, and whether it came before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from filters.facts import Earlier
from gateway.recorded import Known
from gateway.store import forms
from gateway.store.schema import message, optout

RETRY = timedelta(hours=24)
"""How long a client's second try is known as one."""
EARLIER = 50
"""Messages to the same buyer that are looked back at."""
TODAY = 10_000
"""Messages of a day that are counted."""
ANYBODY = "*"
"""The account of an opt-out from all of them."""


@dataclass(frozen=True, slots=True)
class Past:
    """See `filters.facts.Facts` for what the first three say. `known`: the same submission within RETRY, taken or held."""

    earlier: tuple[Earlier, ...] = ()
    sent_today: int = 0
    opted_out: bool = False
    known: Known | None = None


_KNOWN = (
    select(message.c.id)
    .where(message.c.submission == bindparam("submission"), message.c.at > bindparam("recent"))
    .where(message.c.outcome.in_(("forward", "hold")), message.c.submission != "")
    .order_by(message.c.at.desc())
    .limit(1)
)
_TODAY = (
    select(message.c.at)
    .where(message.c.account == bindparam("account"), message.c.at >= bindparam("midnight"), message.c.outcome == "forward")
    .limit(TODAY)
)
_OPTED_OUT = select(optout.c.buyer).where(
    optout.c.account.in_((bindparam("account"), ANYBODY)), optout.c.buyer == bindparam("buyer")
)
_EARLIER = (
    select(message.c.at, message.c.orders, message.c.asks_review, message.c.header_message_id)
    .where(message.c.account == bindparam("account"), message.c.buyer == bindparam("buyer"), message.c.outcome == "forward")
    .order_by(message.c.at.desc())
    .limit(EARLIER)
)
_RECORD = select(message.c.id, message.c.outcome, message.c.reply, message.c.held_id).where(message.c.id == bindparam("id"))
_ALL = select(
    _KNOWN.scalar_subquery().label("known"),
    select(func.count()).select_from(_TODAY.subquery()).scalar_subquery().label("today"),
    _OPTED_OUT.exists().label("opted_out"),
)
"""Made once: each making of a statement costs more than its execution."""


def past(connection: Connection, account: str, buyer: str | None, submission: str, now: datetime) -> Past:
    """The past of a message of `account` to `buyer`, None where it goes to no buyer of the marketplace."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    asked = {"account": account, "buyer": buyer, "submission": submission, "recent": now - RETRY, "midnight": midnight}
    row = connection.execute(_ALL, asked).one()
    known = _known(connection, row.known) if row.known else None
    earlier = _earlier(connection, account, buyer) if buyer else ()
    return Past(earlier, row.today, bool(row.opted_out), known)


def _known(connection: Connection, id: str) -> Known:
    row = connection.execute(_RECORD, {"id": id}).one()
    return Known(row.id, row.outcome, forms.load_reply(row.reply), row.held_id)


def _earlier(connection: Connection, account: str, buyer: str) -> tuple[Earlier, ...]:
    rows = connection.execute(_EARLIER, {"account": account, "buyer": buyer}).all()
    return tuple(Earlier(row.at, tuple(json.loads(row.orders)), row.asks_review, row.header_message_id) for row in rows)
