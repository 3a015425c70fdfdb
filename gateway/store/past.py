"""What a message's own past was: earlier messages to its buyer, how much went out today, and whether it came before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, select

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


def past(connection: Connection, account: str, buyer: str | None, submission: str, now: datetime) -> Past:
    """The past of a message of `account` to `buyer`, None where it goes to no buyer of the marketplace."""
    known = _known(connection, submission, now) if submission else None
    today = _sent_today(connection, account, now)
    if buyer is None:
        return Past(sent_today=today, known=known)
    return Past(_earlier(connection, account, buyer), today, _opted_out(connection, account, buyer), known)


def _known(connection: Connection, submission: str, now: datetime) -> Known | None:
    query = (
        select(message.c.id, message.c.outcome, message.c.reply, message.c.held_id)
        .where(message.c.submission == submission, message.c.at > now - RETRY, message.c.outcome.in_(("forward", "hold")))
        .order_by(message.c.at.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return Known(row.id, row.outcome, forms.load_reply(row.reply), row.held_id) if row else None


def _earlier(connection: Connection, account: str, buyer: str) -> tuple[Earlier, ...]:
    query = (
        select(message.c.at, message.c.orders, message.c.asks_review, message.c.header_message_id)
        .where(message.c.account == account, message.c.buyer == buyer, message.c.outcome == "forward")
        .order_by(message.c.at.desc())
        .limit(EARLIER)
    )
    rows = connection.execute(query).all()
    return tuple(Earlier(row.at, tuple(json.loads(row.orders)), row.asks_review, row.header_message_id) for row in rows)


def _sent_today(connection: Connection, account: str, now: datetime) -> int:
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    since = message.c.account == account, message.c.at >= midnight, message.c.outcome == "forward"
    some = select(message.c.at).where(*since).limit(TODAY).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def _opted_out(connection: Connection, account: str, buyer: str) -> bool:
    query = select(optout.c.buyer).where(optout.c.account.in_((account, ANYBODY)), optout.c.buyer == buyer).limit(1)
    return connection.execute(query).one_or_none() is not None
