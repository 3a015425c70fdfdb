"""Work of many callers at once: few commits, and nobody suffers from another's failure."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, event, exc

from gateway.envelope import Refused
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.schema import optout
from tests.gateway.store.conftest import FACTS, Clock, envelope, verdict


def adding(name: str, clock: Clock) -> object:
    row = {"account": "shop", "buyer": name, "since": clock(), "source": "test"}
    return lambda connection: connection.execute(optout.insert().values(row)) and name


async def names(database: Database) -> set[str]:
    rows = await database.read(lambda connection: connection.execute(optout.select()).all())
    return {row.buyer for row in rows}


@contextlib.asynccontextmanager
async def busy(database: Database) -> AsyncIterator[None]:
    """A database that writes until the block ends: what else would write waits together."""
    go = threading.Event()
    first = asyncio.ensure_future(database.write(lambda connection: go.wait(60)))
    await asyncio.sleep(0)
    yield
    go.set()
    assert await first


async def test_what_waits_is_committed_together(database: Database, clock: Clock) -> None:
    commits: list[object] = []
    event.listen(database._writes.engine, "commit", commits.append)
    async with busy(database):
        rest = [asyncio.ensure_future(database.write(adding(str(number), clock))) for number in range(100)]
        await asyncio.sleep(0)
    assert await asyncio.gather(*rest) == list(map(str, range(100)))
    assert len(commits) == 2, "the one that was under way, and one for the hundred"
    assert await names(database) == set(map(str, range(100)))


async def test_one_that_fails_harms_no_other(database: Database, clock: Clock) -> None:
    def broken(connection: Connection) -> None:
        adding("broken", clock)(connection)
        raise KeyError("mine")

    works = [adding("a", clock), broken, adding("a", clock), adding("b", clock)]
    async with busy(database):
        waiting = asyncio.gather(*map(database.write, works), return_exceptions=True)
        await asyncio.sleep(0)
    a, mine, twice, b = await waiting
    assert (a, b) == ("a", "b")
    assert isinstance(mine, KeyError)
    assert isinstance(twice, Refused)
    assert isinstance(twice.__cause__, exc.IntegrityError)
    assert await names(database) == {"a", "b"}


async def test_a_commit_that_fails_is_everybodys_failure(database: Database, clock: Clock) -> None:
    under_way = iter([True])

    def fail(connection: Connection) -> None:
        if not next(under_way, False):
            raise exc.OperationalError("COMMIT", {}, OSError("gone"))

    async with busy(database):
        waiting = asyncio.gather(*(database.write(adding(name, clock)) for name in "ab"), return_exceptions=True)
        await asyncio.sleep(0)
        event.listen(database._writes.engine, "commit", fail)
    assert [type(it) for it in await waiting] == [Refused, Refused]
    event.remove(database._writes.engine, "commit", fail)
    assert await names(database) == set()


async def test_one_who_no_longer_waits_disturbs_nobody(database: Database, clock: Clock) -> None:
    gone = asyncio.ensure_future(database.write(adding("gone", clock)))
    stays = asyncio.ensure_future(database.write(adding("stays", clock)))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == "stays"
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert await names(database) == {"gone", "stays"}


async def test_reads_and_writes_mixed(database: Database, store: HeldMail) -> None:
    holding = [store.hold(envelope(), verdict(), FACTS) for _ in range(20)]
    done = await asyncio.gather(*(it for pair in zip(holding, (store.list() for _ in holding), strict=True) for it in pair))
    assert len(await store.list()) == 20
    assert len(done) == 40


async def test_closing_waits_for_what_was_begun(url: str, clock: Clock) -> None:
    database = await Database.open(url)
    works = [asyncio.ensure_future(database.write(adding(str(number), clock))) for number in range(5)]
    await asyncio.sleep(0)
    await database.close()
    assert await asyncio.gather(*works) == list("01234")


async def test_who_reads_does_not_wait_for_who_writes(database: Database, clock: Clock) -> None:
    async with busy(database), asyncio.timeout(30):
        assert await names(database) == set()
