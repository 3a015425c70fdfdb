"""A store that is damaged, full or gone (DUR-012, DUR-013, DUR-020): refused or told, never a wrong answer."""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, exc

from gateway import events as e
from gateway.envelope import Refused, Reply
from gateway.recorded import Outcome
from gateway.records import HistoryRecords
from gateway.store import held as held_module
from gateway.store.database import Database, Unusable
from gateway.store.held import HeldMail
from gateway.store.held_message import Damaged
from gateway.store.history import History
from tests.gateway.store.conftest import FACTS, RAW, Clock, envelope, verdict

SENT = Outcome("forward", Reply(250, "2.0.0", "queued"))
on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@contextlib.contextmanager
def broken(database: Database, moment: str) -> Iterator[None]:
    """A database whose server is gone at every statement, or at every COMMIT."""

    def fail(*_: object) -> None:
        raise exc.OperationalError("gone", {}, OSError())

    engine = database._writes.engine
    event.listen(engine, moment, fail)
    yield
    event.remove(engine, moment, fail)


@pytest.mark.parametrize("moment", ["before_cursor_execute", "commit"])
async def test_a_database_that_goes_while_a_message_is_held(database: Database, store: HeldMail, moment: str) -> None:
    with broken(database, moment), pytest.raises(Refused) as refused:
        await store.hold(envelope(), verdict(), FACTS)
    assert refused.value.reply.code == 451
    assert await store.list() == []
    assert await store.hold(envelope(), verdict(), FACTS)


async def test_a_database_that_goes_once_the_relay_has_the_message(database: Database, clock: Clock) -> None:
    told: list[e.Event] = []
    records = HistoryRecords(History(database), told.append)
    sent = replace(envelope(), received_at=clock())
    with broken(database, "commit"):
        await records.record(sent, FACTS, verdict(), SENT)
    assert told == [e.Failed(sent.id, "history", "OperationalError")]


@on_sqlite
async def test_a_full_disk_once_the_relay_has_the_message(database: Database, clock: Clock) -> None:
    told: list[e.Event] = []
    records = HistoryRecords(History(database, archive=True), told.append)
    await database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1"))
    noise = random.Random(1).randbytes(1_000_000)
    await records.record(envelope(noise), FACTS, verdict(noise), SENT)
    assert [event.where for event in told if isinstance(event, e.Failed)] == ["history"]
    await database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1000000"))
    await records.record(envelope(), FACTS, verdict(), SENT)
    assert len(told) == 1


async def test_an_id_that_is_there_already(store: HeldMail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_module, "new_id", lambda now: "same")
    await store.hold(envelope(), verdict(), FACTS)
    with pytest.raises(Refused):
        await store.hold(envelope(RAW * 2), verdict(RAW * 2), FACTS)
    [kept] = await store.list()
    assert kept.size == len(RAW)


@on_sqlite
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
async def test_a_file_cut_short(url: str, share: float) -> None:
    path = await _written(url)
    octets = path.read_bytes()
    path.write_bytes(octets[: int(len(octets) * share)])
    assert await _sent_from(url) <= {RAW * 500}


@on_sqlite
@pytest.mark.parametrize("seed", range(12))
async def test_flipped_bits(url: str, seed: int) -> None:
    path = await _written(url)
    octets, chance = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(20):
        octets[chance.randrange(len(octets))] ^= 1 << chance.randrange(8)
    path.write_bytes(octets)
    assert await _sent_from(url) <= {RAW * 500}


@on_sqlite
async def test_a_copy_made_while_it_is_at_work(url: str, tmp_path: Path) -> None:
    database = await Database.open(url)
    store = HeldMail(database)
    holding = [asyncio.ensure_future(store.hold(envelope(), verdict(), FACTS)) for _ in range(30)]
    await holding[0]
    with sqlite3.connect(url.removeprefix("sqlite:///")) as running, sqlite3.connect(tmp_path / "copy.db") as copy:
        running.backup(copy)
    promised = {holder.result() for holder in holding if holder.done()}
    await asyncio.gather(*holding)
    await database.close()
    restored = await Database.open(f"sqlite:///{tmp_path}/copy.db")
    assert promised <= {it.id for it in await HeldMail(restored).list()}
    await restored.close()


async def _written(url: str) -> Path:
    """A store's file with ten held messages in it."""
    database = await Database.open(url)
    for _ in range(10):
        await HeldMail(database).hold(envelope(RAW * 500), verdict(RAW * 500), FACTS)
    await database.close()
    path = Path(url.removeprefix("sqlite:///"))
    shutil.copy(path, path.with_suffix(".whole"))
    return path


async def _sent_from(url: str) -> set[bytes]:
    """What a damaged store gives out for sending. It may refuse, and tell that a message is damaged, and nothing else."""
    given: set[bytes] = set()
    with contextlib.suppress(Unusable, Refused, Damaged):
        database = await Database.open(url)
        store = HeldMail(database)
        try:
            for listed in await store.list():
                with contextlib.suppress(Damaged, Refused):
                    if message := await store.claim_release(listed.id, "me"):
                        given |= {message.envelope.raw, message.verdict.outgoing}
        finally:
            await database.close()
    return given
