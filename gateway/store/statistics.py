"""Figures about what was decided: volumes, rules, opinions, and how long people took. Counted by the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median, quantiles
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select

from gateway.store.database import Database
from gateway.store.held_message import State
from gateway.store.schema import held, held_rule, judgement, message

_MOST = 100_000
"""Decisions whose times are looked at."""


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """A rule: how many messages it stopped, and what reviewers thought of its findings."""

    rule: str
    stopped: int
    right: int = 0
    wrong: int = 0
    harmless: int = 0

    @property
    def false_alarms(self) -> float | None:
        """The share of judged findings that were wrong or harmless; None where none was judged."""
        judged = self.right + self.wrong + self.harmless
        return (self.wrong + self.harmless) / judged if judged else None


@dataclass(frozen=True, slots=True)
class ReviewerFigures:
    """A reviewer's decisions and the median time that messages waited for them."""

    name: str
    released: int
    rejected: int
    waited: timedelta


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a span of days.

    days       outcomes by day (UTC), every day of the span in order
    waited     median and 95 % of the time from the hold to the decision; None where none was decided
    """

    days: tuple[tuple[date, dict[str, int]], ...]
    rules: tuple[RuleFigures, ...]
    reviewers: tuple[ReviewerFigures, ...]
    waited: tuple[timedelta, timedelta] | None

    @property
    def outcomes(self) -> Counter[str]:
        """All messages by outcome."""
        return sum((Counter(day) for _, day in self.days), Counter[str]())


class Statistics:
    """Raises `Refused` where the store does not work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def figures(self, since: datetime, until: datetime, accounts: Sequence[str] | None = None) -> Figures:
        """What was received from `since` to `until`; of some accounts only, where given."""
        return await self._database.read(lambda connection: _figures(connection, since, until, accounts))


def _figures(connection: Connection, since: datetime, until: datetime, accounts: Sequence[str] | None) -> Figures:
    decided = _decided(connection, since, until, accounts)
    times = [at - came for at, came, _, _ in decided]
    return Figures(
        tuple(_days(connection, since, until, accounts)),
        tuple(_rules(connection, since, until, accounts)),
        tuple(_reviewers(decided)),
        (_median(times), _late(times)) if times else None,
    )


def _span(table: Table, column: Any, since: datetime, until: datetime, accounts: Sequence[str] | None) -> ColumnElement[bool]:
    within = and_(column >= since, column < until)
    return within if accounts is None else and_(within, table.c.account.in_(accounts))


def _days(connection: Connection, since: datetime, until: datetime, accounts: Sequence[str] | None) -> list[tuple[date, Any]]:
    day = _day(connection, message.c.at)
    query = select(day, message.c.outcome, func.count()).where(_span(message, message.c.at, since, until, accounts))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, outcome, count in connection.execute(query.group_by(day, message.c.outcome)):
        found[name][outcome] = count
    every = [since.date() + timedelta(days=number) for number in range((until.date() - since.date()).days + 1)]
    return [(one, found.get(one.isoformat(), {})) for one in every]


def _day(connection: Connection, column: Any) -> Any:
    """The day of a time in UTC, as text: both databases keep times in UTC and write them in their own way."""
    if connection.dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD")
    return func.strftime("%Y-%m-%d", column)


def _rules(connection: Connection, since: datetime, until: datetime, accounts: Sequence[str] | None) -> list[RuleFigures]:
    span = _span(held, held.c.held_at, since, until, accounts)
    count = func.count(held_rule.c.held_id.distinct())
    stopped = select(held_rule.c.rule, count).join(held, held.c.id == held_rule.c.held_id).where(span)
    stopping = held_rule.c.shadow.is_(False), held_rule.c.action.in_(("hold", "reject"))
    rows = connection.execute(stopped.where(*stopping).group_by(held_rule.c.rule)).all()
    counts = {row[0]: row[1] for row in rows}
    judged = (
        select(judgement.c.rule, judgement.c.opinion, func.count()).join(held, held.c.id == judgement.c.held_id).where(span)
    )
    opinions: dict[str, dict[str, int]] = defaultdict(dict)
    for rule, opinion, number in connection.execute(judged.group_by(judgement.c.rule, judgement.c.opinion)):
        opinions[rule][opinion] = number
    every = [RuleFigures(rule, counts.get(rule, 0), **opinions.get(rule, {})) for rule in {*counts, *opinions}]
    return sorted(every, key=lambda it: (-it.stopped, it.rule))


def _decided(
    connection: Connection, since: datetime, until: datetime, accounts: Sequence[str] | None
) -> list[tuple[datetime, datetime, str, str]]:
    """(decided, held, by whom, state) of the latest decisions."""
    query = (
        select(held.c.decided_at, held.c.held_at, held.c.decided_by, held.c.state)
        .where(_span(held, held.c.held_at, since, until, accounts), held.c.state.in_((State.RELEASED, State.REJECTED)))
        .order_by(held.c.id.desc())
        .limit(_MOST)
    )
    return [
        (row.decided_at, row.held_at, row.decided_by or "", row.state) for row in connection.execute(query) if row.decided_at
    ]


def _reviewers(decided: Sequence[tuple[datetime, datetime, str, str]]) -> list[ReviewerFigures]:
    by: dict[str, list[tuple[timedelta, str]]] = defaultdict(list)
    for at, came, name, state in decided:
        by[name].append((at - came, state))
    found = [
        ReviewerFigures(
            name,
            sum(state == State.RELEASED for _, state in all_),
            sum(state == State.REJECTED for _, state in all_),
            _median([waited for waited, _ in all_]),
        )
        for name, all_ in by.items()
    ]
    return sorted(found, key=lambda it: -(it.released + it.rejected))


def _median(times: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(time.total_seconds() for time in times))


def _late(times: Sequence[timedelta]) -> timedelta:
    """The time below which 95 % of them are."""
    seconds = [time.total_seconds() for time in times]
    return timedelta(seconds=quantiles(seconds, n=20)[-1]) if len(seconds) > 1 else times[0]
