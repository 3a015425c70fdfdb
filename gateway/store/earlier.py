"""What went before: the messages of the history about the same order or to the same buyer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select

from gateway.store.database import Database
from gateway.store.schema import message, message_order


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message of the history. `outcome`: forward, hold or reject; `held_id` where it was held."""

    id: str
    at: datetime
    sender: str
    subject: str
    outcome: str
    edited: bool
    rules: tuple[str, ...]
    held_id: str | None


class EarlierMail:
    """Raises `Refused` where the store does not work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def about(self, account: str, order_id: str | None, buyer: str | None, limit: int = 20) -> list[Earlier]:
        """Messages of one account about an order or to a buyer, the newest first."""
        wanted: list[ColumnElement[bool]] = []
        if order_id:
            wanted.append(_names(order_id))
        if buyer:
            wanted.append(message.c.buyer == buyer)
        if not wanted:
            return []
        return await self._newest(or_(*wanted), (account,), limit)

    async def found(self, text: str, accounts: Sequence[str] | None, limit: int = 200) -> list[Earlier]:
        """Messages about the order, or to the buyer, that the text names; of some accounts only, where given; newest first."""
        return await self._newest(or_(message.c.buyer == text.lower(), _names(text)), accounts, limit)

    async def _newest(self, wanted: ColumnElement[bool], accounts: Sequence[str] | None, limit: int) -> list[Earlier]:
        query = select(message).where(wanted)
        if accounts is not None:
            query = query.where(message.c.account.in_(accounts))
        query = query.order_by(message.c.at.desc()).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return [_earlier(row) for row in rows]


def _names(order_id: str) -> ColumnElement[bool]:
    """Whether a message names the order."""
    return message.c.id.in_(select(message_order.c.message_id).where(message_order.c.order_id == order_id))


def _earlier(row: Row[Any]) -> Earlier:
    rules = tuple(dict.fromkeys(str(rule) for rule, action, shadow in json.loads(row.rules) if not shadow))
    return Earlier(row.id, row.at, row.sender, row.subject, row.outcome, row.edited, rules, row.held_id)
