"""Captured mail, and the relay that captures it."""

from __future__ import annotations

import pytest

from gateway.envelope import Client, Credentials, Path
from gateway.relay.capture import CaptureRelay
from gateway.store.captured import CapturedMail
from gateway.store.database import Database
from tests.gateway.store.conftest import Clock

SENDER = Path(b"a@shop.example", (b"RET=HDRS",))
RECIPIENTS = (Path(b"b@market.example", (b"NOTIFY=NEVER",)), Path("ä@market.example".encode()))


async def test_a_message_is_kept_whole(database: Database, clock: Clock) -> None:
    store = CapturedMail(database, clock)
    session = await CaptureRelay(store).open(Client("192.0.2.1"), SENDER)
    assert [(await session.rcpt(recipient)).code for recipient in RECIPIENTS] == [250, 250]
    assert session.relay == "capture"
    reply = await session.data([b"Signature: x\r\n", b"Subject: y\r\n\r\n\x00\xff\r\n"])
    [listed] = await store.list()
    assert (reply.code, reply.enhanced, reply.text) == (250, "2.0.0", f"captured as {listed.id}")
    assert (listed.mail_from, listed.rcpt_to, listed.captured_at, listed.content) == (SENDER, RECIPIENTS, clock.now, b"")
    message = await store.get(listed.id)
    assert message
    assert message.content == b"Signature: x\r\nSubject: y\r\n\r\n\x00\xff\r\n"
    assert message.size == len(message.content)


async def test_the_newest_first(database: Database, clock: Clock) -> None:
    store, ids = CapturedMail(database, clock), []
    for _ in range(3):
        ids.append(await store.add(SENDER, RECIPIENTS, b""))
        clock.forward(seconds=1)
    assert [listed.id for listed in await store.list(limit=2)] == ids[:0:-1]
    assert [listed.id for listed in await store.list(offset=2)] == ids[:1]
    assert await store.get("none") is None


async def test_nothing_is_captured_without_data(database: Database) -> None:
    store = CapturedMail(database)
    session = await CaptureRelay(store).open(Client("192.0.2.1"), SENDER)
    await session.rcpt(RECIPIENTS[0])
    await session.abort()
    assert await store.list() == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_full_store_is_the_relays_answer(database: Database) -> None:
    await database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=20"))
    session = await CaptureRelay(CapturedMail(database)).open(Client("192.0.2.1"), SENDER)
    await session.rcpt(RECIPIENTS[0])
    reply = await session.data([b"x" * 1_000_000])
    assert (reply.code, reply.enhanced) == (452, "4.3.1")


async def test_what_it_offers(database: Database) -> None:
    relay = CaptureRelay(CapturedMail(database))
    assert await relay.extensions() == {"SMTPUTF8", "8BITMIME", "DSN", "SIZE"}
    assert (await relay.authenticate(Client("192.0.2.1"), Credentials("user", "secret"))).code == 235
    await relay.close()
