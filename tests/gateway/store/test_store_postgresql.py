"""What is PostgreSQL's own: its promises, its server that goes, its locks. The other tests run on it as they do on SQLite."""

from __future__ import annotations

import asyncio

import pytest

from gateway.envelope import Refused, Reply
from gateway.store.captured import CapturedMail
from gateway.store.database import Database
from gateway.store.held import HeldMail
from tests.gateway.store.conftest import FACTS, RAW, envelope, verdict
from tests.support.postgresql import Server

pytestmark = pytest.mark.peer


@pytest.fixture
def url(postgresql: Server) -> str:
    return postgresql.database()


async def test_a_commit_is_durable(url: str) -> None:
    database = await Database.open(f"{url}&options=-c%20synchronous_commit%3Doff")
    shown = await database.read(lambda connection: connection.exec_driver_sql("SHOW synchronous_commit").scalar_one())
    assert shown == "on"
    await database.close()


async def test_a_server_that_goes_is_451_and_comes_back(url: str) -> None:
    database, killer = await Database.open(url), await Database.open(url)
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


async def test_a_row_locked_for_long_is_451(url: str, store: HeldMail) -> None:
    id = await store.hold(envelope(), verdict(), FACTS)
    locker, waiter = await Database.open(url), await Database.open(url)
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
