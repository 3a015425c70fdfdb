"""Held mail as a queue: what is due first, searched and filtered, near-identical messages together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_

from filters.detect.folded import fold
from gateway.store.database import Database
from gateway.store.held_message import State
from gateway.store.schema import held, held_rule

COUNTED = 10_000
"""Messages that are counted in a search; more are "more than that"."""
ALIKE = 1_000
"""Messages of a kind that are counted for the page."""
Place = tuple[datetime, str]
"""(due_at, id): where a message stands in the queue."""
ORDER_ID = 19
"""Characters of an order id: 3-7-7 digits with hyphens."""
_STOPPING = ("hold", "reject")
_ROUNDS = 20
_COLUMNS = (
    held.c.id, held.c.state, held.c.held_at, held.c.due_at, held.c.account, held.c.order_id, held.c.buyer, held.c.sender,
    held.c.subject, held.c.template, held.c.size, held.c.claimed_by, held.c.claimed_until, held.c.assigned_to,
    held.c.approved_by, held.c.decided_by, held.c.decided_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Search:
    """What to list; '' and None narrow nothing.

    words     in subject or text; sender, order_id: a part of it
    accounts  those that whoever asks may see, None for all
    older     held for longer than this
    template  messages that are alike
    """

    state: str = State.HELD
    words: str = ""
    rule: str = ""
    account: str = ""
    sender: str = ""
    order_id: str = ""
    assigned_to: str = ""
    template: str = ""
    older: timedelta | None = None
    accounts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A held message in the queue. `rules` stopped it.

    alike  how many there are of its kind, itself included, at most ALIKE + 1
    """

    id: str
    state: State
    held_at: datetime
    due_at: datetime | None
    account: str
    order_id: str | None
    buyer: str | None
    sender: str
    subject: str
    template: str
    size: int
    claimed_by: str | None
    claimed_until: datetime | None
    assigned_to: str | None
    approved_by: str | None
    decided_by: str | None
    decided_at: datetime | None
    rules: tuple[str, ...] = ()
    alike: int = 1

    def taken(self, name: str, now: datetime) -> bool:
        """Whether somebody else has it open."""
        return self.claimed_by not in (None, name) and self.claimed_until is not None and self.claimed_until > now

    def waits_for(self, name: str, now: datetime) -> bool:
        """Whether this person can do anything about it now: not what a colleague has, or what takes another's approval."""
        theirs = self.assigned_to not in (None, name)
        return self.state is State.HELD and self.approved_by != name and not theirs and not self.taken(name, now)


class Queue:
    """Every method raises `Refused` where the store does not work."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def page(self, search: Search, after: Place | None = None, limit: int = 50) -> list[Listed]:
        """Due first, one message for each kind. `after`: (due_at, id) of the last one of the page before."""
        conditions = self._conditions(search)
        return await self._database.read(lambda connection: _page(connection, search, conditions, after, limit))

    async def each(self, search: Search, after: Place | None = None, limit: int = 50) -> list[Listed]:
        """Due first, every message for itself. `after` as for `page`."""
        query = _round(self._conditions(search), after, set(), limit)
        return await self._database.read(
            lambda connection: _with_rules(connection, [_listed(row) for row in connection.execute(query)])
        )

    async def ids(self, search: Search, limit: int = 1_000) -> list[str]:
        """Every message, due first, those of one kind apart."""
        query = select(held.c.id).where(*self._conditions(search)).order_by(held.c.due_at, held.c.id).limit(limit)
        return await self._database.read(lambda connection: list(connection.execute(query).scalars()))

    async def listed(self, ids: Sequence[str], accounts: tuple[str, ...] | None) -> list[Listed]:
        """These messages, whatever their state, as far as they may be seen."""
        conditions = [held.c.id.in_(ids), *_seen(accounts)]
        query = select(*_COLUMNS).where(*conditions).order_by(held.c.due_at, held.c.id)
        return await self._database.read(
            lambda connection: _with_rules(connection, [_listed(row) for row in connection.execute(query)])
        )

    async def count(self, search: Search) -> int:
        """How many there are, at most COUNTED + 1."""
        some = select(held.c.id).where(*self._conditions(search)).limit(COUNTED + 1).subquery()
        query = select(func.count()).select_from(some)
        return await self._database.read(lambda connection: connection.execute(query).scalar_one())

    async def rules(self) -> list[str]:
        """The names of all rules that stopped a message."""
        query = select(held_rule.c.rule).where(held_rule.c.action.in_(_STOPPING)).distinct().order_by(held_rule.c.rule)
        return await self._database.read(lambda connection: list(connection.execute(query).scalars()))

    def _conditions(self, search: Search) -> list[ColumnElement[bool]]:
        found = _seen(search.accounts)
        # lower() keeps SQLite from walking through the whole queue, by its index, for the few messages of one order
        state = func.lower(held.c.state) if len(search.order_id) == ORDER_ID else held.c.state
        found += [state == search.state] if search.state else []
        found += [held.c.sender.contains(search.sender, autoescape=True)] if search.sender else []
        found += [_order(search.order_id)] if search.order_id else []
        for column, value in ((held.c.account, search.account), (held.c.assigned_to, search.assigned_to)):
            found += [column == value] if value else []
        found += [held.c.words.contains(word, autoescape=True) for word in fold(search.words).lower.split()]
        found += [held.c.template == search.template] if search.template else []
        found += [held.c.held_at < self._clock() - search.older] if search.older else []
        return found + ([_stopped_by(search.rule)] if search.rule else [])


def _seen(accounts: tuple[str, ...] | None) -> list[ColumnElement[bool]]:
    return [] if accounts is None else [held.c.account.in_(accounts)]


def _stopped_by(rule: str) -> ColumnElement[bool]:
    wanted = (held_rule.c.rule == rule, held_rule.c.action.in_(_STOPPING), held_rule.c.shadow.is_(False))
    return held.c.id.in_(select(held_rule.c.held_id).where(*wanted))


def _order(part: str) -> ColumnElement[bool]:
    """A whole order id is looked up; a part of one is searched for."""
    return held.c.order_id == part if len(part) == ORDER_ID else held.c.order_id.contains(part, autoescape=True)


def _page(
    connection: Connection,
    search: Search,
    conditions: list[ColumnElement[bool]],
    after: Place | None,
    limit: int,
) -> list[Listed]:
    """Round by round, passing over the kinds that the page has already: a campaign of thousands must not fill it."""
    found: list[Listed] = []
    kinds: set[str] = set()
    for _ in range(_ROUNDS):
        rows = connection.execute(_round(conditions, after, kinds, limit - len(found))).all()
        for row in rows:
            after = (row.due_at, row.id)
            if search.template or not row.template or row.template not in kinds:
                found.append(_listed(row))
                kinds |= {row.template} if row.template and not search.template else set()
        if len(found) >= limit or len(rows) < limit - len(found):
            break
    return _with_numbers(connection, search, _with_rules(connection, found))


def _round(conditions: list[ColumnElement[bool]], after: Place | None, kinds: set[str], limit: int) -> Select[Any]:
    query = select(*_COLUMNS).where(*conditions).order_by(held.c.due_at, held.c.id).limit(limit)
    if after:
        query = query.where(tuple_(held.c.due_at, held.c.id) > after)
    return query.where(held.c.template.not_in(kinds)) if kinds else query


def _listed(row: Any) -> Listed:
    values = row._asdict()
    return Listed(**{**values, "state": State(row.state)})


def _with_rules(connection: Connection, found: list[Listed]) -> list[Listed]:
    wanted = held_rule.c.held_id.in_([item.id for item in found])
    stopping = (held_rule.c.action.in_(_STOPPING), held_rule.c.shadow.is_(False))
    query = select(held_rule.c.held_id, held_rule.c.rule).where(wanted, *stopping).order_by(held_rule.c.rule)
    rules: dict[str, list[str]] = {}
    for row in connection.execute(query) if found else ():
        rules.setdefault(row.held_id, []).append(row.rule)
    return [replace(item, rules=tuple(dict.fromkeys(rules.get(item.id, ())))) for item in found]


def _with_numbers(connection: Connection, search: Search, found: list[Listed]) -> list[Listed]:
    numbers = {kind: _number(connection, search, kind) for kind in {item.template for item in found if item.template}}
    return [replace(item, alike=max(1, numbers.get(item.template, 1))) for item in found]


def _number(connection: Connection, search: Search, kind: str) -> int:
    """How many there are of a kind. Counting a campaign of thousands to its end would take longer than the page itself."""
    same = (held.c.template == kind, held.c.state == (search.state or State.HELD), *_seen(search.accounts))
    some = select(held.c.id).where(*same).limit(ALIKE + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())
