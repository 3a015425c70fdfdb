"""Buyers who want nothing but answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from gateway.store.audit import append
from gateway.store.database import Database
from gateway.store.held_message import sha256
from gateway.store.past import ANYBODY
from gateway.store.schema import optout

_PIECE = 500
"""Buyers that are looked up by one statement."""


@dataclass(frozen=True, slots=True)
class OptOut:
    """`buyer`: an alias, lower-case, without `+uuid`. `account`: an account's name, or `*` for all. `source`: who told."""

    account: str
    buyer: str
    since: datetime
    source: str


class OptOuts:
    """Every method raises `Refused` where the store does not work. The audit has a hash of the buyers, a line each."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def add(self, buyers: Iterable[str], by: str, source: str, account: str = ANYBODY) -> int:
        """How many of them were new; the others stay as they are."""
        wanted, now = sorted(set(buyers)), self._clock()

        def work(connection: Connection) -> int:
            known = set(_known(connection, account, wanted))
            new = [buyer for buyer in wanted if buyer not in known]
            if new:
                rows = [{"account": account, "buyer": buyer, "since": now, "source": source} for buyer in new]
                connection.execute(optout.insert(), rows)
                append(connection, now, by, "opt out", "account", account, count=len(new), sha256=_digest(new))
            return len(new)

        return await self._database.write(work)

    async def remove(self, buyer: str, by: str, account: str = ANYBODY) -> bool:
        """False where there was none."""
        now = self._clock()

        def work(connection: Connection) -> bool:
            gone = connection.execute(delete(optout).where(optout.c.account == account, optout.c.buyer == buyer)).rowcount
            if gone:
                append(connection, now, by, "opt in", "account", account, count=1, sha256=_digest([buyer]))
            return gone == 1

        return await self._database.write(work)

    async def list(self, limit: int = 1_000, offset: int = 0) -> list[OptOut]:
        """By account and buyer."""
        query = select(optout).order_by(optout.c.account, optout.c.buyer).limit(limit).offset(offset)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return [OptOut(row.account, row.buyer, row.since, row.source) for row in rows]


def _known(connection: Connection, account: str, buyers: Sequence[str]) -> Iterable[str]:
    for start in range(0, len(buyers), _PIECE):
        these = optout.c.account == account, optout.c.buyer.in_(buyers[start : start + _PIECE])
        yield from connection.execute(select(optout.c.buyer).where(*these)).scalars()


def _digest(buyers: Sequence[str]) -> str:
    return sha256("\n".join(buyers).encode())
