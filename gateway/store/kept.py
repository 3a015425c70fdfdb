"""Messages whose bytes are kept, in the archive or as held mail: for trying other policies on them, and as evidence."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from filters.facts import Facts
from gateway.store import forms
from gateway.store.database import Database
from gateway.store.held_rows import decisions
from gateway.store.history_rows import unpacked
from gateway.store.schema import archived, held, held_content, message

_PAGE = 50
"""Messages fetched at once: their bytes are in memory together."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A message as it came, what was decided about it, and what would have been sent.

    outcome  forward, hold, reject: the policy's, whatever a person decided later
    rules    (rule, action, shadow) of its findings
    policy   digest of the policy that decided
    """

    id: str
    at: datetime
    account: str
    outcome: str
    rules: tuple[tuple[str, str, bool], ...]
    policy: str
    facts: Facts
    original: bytes = field(repr=False)
    outgoing: bytes = field(repr=False)


async def kept(database: Database, since: datetime, account: str | None = None) -> AsyncIterator[Kept]:
    """Every message since then, first the archive's, then held ones, each in the order in which they came.

    Raises `Refused` where the store does not work.
    """
    for query, of in ((_archived(since, account), _from_archive), (_held(since, account), _from_held)):
        last = ""
        while rows := await database.read(lambda connection, query=query, last=last: _page(connection, query, last)):  # type: ignore[misc]
            for row in rows:
                yield of(row)
            last = rows[-1].id


def _page(connection: Connection, query: Select[Any], last: str) -> list[Row[Any]]:
    """The next messages after the one with that id; ids are in the order of time."""
    id = query.selected_columns["id"]
    return list(connection.execute(query.where(id > last).order_by(id).limit(_PAGE)).all())


def _archived(since: datetime, account: str | None) -> Select[Any]:
    query = select(message, archived.c.original, archived.c.outgoing, archived.c.facts).join(
        archived, archived.c.message_id == message.c.id
    )
    query = query.where(message.c.at >= since)
    return query if account is None else query.where(message.c.account == account)


def _held(since: datetime, account: str | None) -> Select[Any]:
    query = select(held, held_content.c.original, held_content.c.outgoing).join(held_content, held_content.c.id == held.c.id)
    query = query.where(held.c.received_at >= since)
    return query if account is None else query.where(held.c.account == account)


def _from_archive(row: Row[Any]) -> Kept:
    original, outgoing = unpacked(row)
    rules = tuple((rule, action, shadow) for rule, action, shadow in json.loads(row.rules))
    facts = forms.load_facts(row.facts)
    return Kept(row.id, row.at, row.account, row.outcome, rules, row.policy, facts, original, outgoing)


def _from_held(row: Row[Any]) -> Kept:
    original = bytes(row.original)
    verdict = forms.load_verdict(row.verdict, original if row.outgoing is None else bytes(row.outgoing))
    rules = tuple(decisions(verdict))
    facts = forms.load_facts(row.facts)
    when = row.received_at
    return Kept(row.message_id, when, row.account, "hold", rules, verdict.policy, facts, original, verdict.outgoing)
