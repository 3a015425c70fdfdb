"""Erasing one buyer: what was written to them, their address, their orders. That it happened stays, and to whom by hash."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, select, update

from filters.detect.marketplace import buyer_of
from gateway.store import forms
from gateway.store.audit import append
from gateway.store.database import Database
from gateway.store.held_change import Change
from gateway.store.held_message import State, sha256
from gateway.store.retention import forget_bodies
from gateway.store.schema import archived, captured, comment, held, judgement, message, message_order

_NOBODY = {"subject": "", "buyer": None}


@dataclass(frozen=True, slots=True)
class Erased:
    """How many messages of each kind were erased, and how many are being sent just now and stay: erase again later."""

    sent: int
    held: int
    captured: int
    busy: int


class Erasure:
    """Every method raises `Refused` where the store does not work."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def erase(self, buyer: str, by: str) -> Erased:
        """All of a buyer (as `filters.detect.marketplace.buyer_of` names one), in one transaction.

        What was waiting for a decision is rejected. An opt-out stays: it keeps the buyer from being written to.
        """
        now = self._clock()

        def work(connection: Connection) -> Erased:
            erased = Erased(
                held=_held(connection, buyer, by, now),
                sent=_sent(connection, buyer),
                captured=_captured(connection, buyer),
                busy=connection.execute(select(func.count()).where(held.c.buyer == buyer)).scalar_one(),
            )
            append(connection, now, by, "erase", "buyer", sha256(buyer.encode()), **asdict(erased))
            return erased

        return await self._database.write(work)


def _held(connection: Connection, buyer: str, by: str, now: datetime) -> int:
    rows = connection.execute(select(held.c.id, held.c.state, held.c.verdict).where(held.c.buyer == buyer)).all()
    refusal = Change(State.HELD, State.REJECTED, "reject", {"decided_by": by, "decided_at": now}, outcome="reject")
    ids = []
    for row in rows:
        if row.state == State.RELEASING:
            continue
        if row.state == State.HELD and refusal.made(connection, row.id):
            append(connection, now, by, refusal.action, "held", row.id, because="erasure")
        values = {**_NOBODY, "rcpt_to": "[]", "order_id": None, "facts": "{}", "reason": None, "note": None, "reply": None}
        connection.execute(update(held).where(held.c.id == row.id).values(**values, verdict=forms.without_words(row.verdict)))
        ids.append(row.id)
    forget_bodies(connection, ids)
    connection.execute(update(comment).where(comment.c.held_id.in_(ids)).values(text=""))
    connection.execute(update(judgement).where(judgement.c.held_id.in_(ids)).values(words=""))
    return len(ids)


def _sent(connection: Connection, buyer: str) -> int:
    ids = connection.execute(select(message.c.id).where(message.c.buyer == buyer, message.c.outcome != "hold")).scalars().all()
    for table in (archived, message_order):
        connection.execute(delete(table).where(table.c.message_id.in_(ids)))
    values = {**_NOBODY, "orders": json.dumps([]), "header_message_id": "", "submission": "", "reply": None}
    connection.execute(update(message).where(message.c.id.in_(ids)).values(**values))
    return len(ids)


def _captured(connection: Connection, buyer: str) -> int:
    local = buyer.partition("@")[0]
    likely = select(captured.c.id, captured.c.rcpt_to).where(func.lower(captured.c.rcpt_to).contains(local, autoescape=True))
    ids = [row.id for row in connection.execute(likely) if buyer in _buyers(row.rcpt_to)]
    connection.execute(delete(captured).where(captured.c.id.in_(ids)))
    return len(ids)


def _buyers(paths: str) -> set[str | None]:
    addresses = (path.address.decode("utf-8", "replace") for path in forms.load_paths(paths))
    return {buyer_of([address]) for address in addresses}
