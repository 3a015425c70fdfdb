"""The same store on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateway.envelope import Refused, Reply
from gateway.store.captured import CapturedMail
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.held_message import State
from tests.gateway.store.conftest import FACTS, RAW, Clock, envelope, verdict
from tests.gateway.store.test_store_held import TAKEN, without_secret

pytestmark = pytest.mark.peer


@pytest.fixture
async def nodes(postgresql: str, clock: Clock) -> AsyncIterator[list[HeldMail]]:
    databases = await asyncio.gather(*(Database.open(postgresql) for _ in range(3)))
    yield [HeldMail(database, clock) for database in databases]
    await asyncio.gather(*(database.close() for database in databases))


async def test_a_round_trip(nodes: list[HeldMail], clock: Clock) -> None:
    id = await nodes[0].hold(envelope(), verdict(), FACTS)
    message = await nodes[1].get(id)
    assert message
    assert message.envelope == without_secret(envelope())
    assert message.verdict == verdict()
    assert message.intact
    count, oldest = await nodes[2].count_and_oldest()
    assert count >= 1
    assert oldest == clock.now


async def test_of_many_nodes_one_wins(nodes: list[HeldMail]) -> None:
    id = await nodes[0].hold(envelope(), verdict(), FACTS)
    claims = await asyncio.gather(*(node.claim_release(id, "me\0\udc80") for node in nodes * 2))
    assert sum(claim is not None for claim in claims) == 1
    assert await nodes[0].released(id, TAKEN)
    listed = {message.id: message for message in await nodes[1].list(State.RELEASED)}
    assert (listed[id].decided_by, listed[id].reply) == ("me??", TAKEN)


async def test_a_commit_is_durable(postgresql: str) -> None:
    database = await Database.open(f"{postgresql}&options=-c%20synchronous_commit%3Doff")
    shown = await database.read(lambda connection: connection.exec_driver_sql("SHOW synchronous_commit").scalar_one())
    assert shown == "on"
    await database.close()


async def test_a_server_that_goes_is_451_and_comes_back(postgresql: str) -> None:
    database, killer = await Database.open(postgresql), await Database.open(postgresql)
    store, kill = CapturedMail(database), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"

    def cut_off(connection: object) -> None:
        connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(Refused) as refused:
        await database.write(cut_off)
    assert refused.value.reply.code == 451
    await killer.read(lambda connection: connection.exec_driver_sql(kill).all())
    id = await store.add(envelope().mail_from, envelope().rcpt_to, RAW)
    captured = await store.get(id)
    assert captured
    assert captured.content == RAW
    await database.close()
    await killer.close()


async def test_a_row_locked_for_long_is_451(postgresql: str, nodes: list[HeldMail], monkeypatch) -> None:
    id = await nodes[0].hold(envelope(), verdict(), FACTS)
    locker, waiter = await Database.open(postgresql), await Database.open(postgresql)
    locked = asyncio.Event()
    loop, release = asyncio.get_running_loop(), asyncio.Event()

    def lock(connection: object) -> None:
        connection.exec_driver_sql("SELECT * FROM held FOR UPDATE")
        loop.call_soon_threadsafe(locked.set)
        asyncio.run_coroutine_threadsafe(release.wait(), loop).result()

    locking = asyncio.ensure_future(locker.write(lock))
    await locked.wait()
    await waiter.write(lambda connection: connection.exec_driver_sql("SET lock_timeout = '50ms'"))
    with pytest.raises(Refused) as refused:
        await HeldMail(waiter).reject(id, "me", "no")
    assert refused.value.reply == Reply(451, "4.3.0", refused.value.reply.text)
    release.set()
    await locking
    await asyncio.gather(locker.close(), waiter.close())
