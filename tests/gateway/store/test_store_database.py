"""Opening, durability settings and failures of the store on SQLite."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import inspect

from gateway.envelope import Refused
from gateway.store import engines, files
from gateway.store.database import Database, Unusable
from gateway.store.held import HeldMail
from tests.gateway.store.conftest import FACTS, RAW, envelope, verdict


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/var/mail.db"


async def test_file_and_directories_are_the_owners_only(database: Database, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "var" / "mail.db").stat().st_mode) == 0o600


def test_each_new_entry_is_synced(tmp_path: Path, monkeypatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(files, "_sync", synced.append)
    files.create(tmp_path / "a" / "b" / "mail.db")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    files.create(tmp_path / "a" / "b" / "mail.db")
    assert len(synced) == 3


async def test_sqlite_is_told_to_be_durable(database: Database) -> None:
    def pragma(name: str) -> object:
        return lambda connection: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

    assert await database.read(pragma("synchronous")) == 3
    assert await database.read(pragma("journal_mode")) == ("wal" if engines._WAL else "delete")


async def test_many_may_open_a_new_store_at_once(url: str) -> None:
    databases = await asyncio.gather(*(Database.open(url) for _ in range(6)))
    await asyncio.gather(*(database.close() for database in databases))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
async def test_memory_is_no_store(url: str) -> None:
    with pytest.raises(Unusable, match="needs a file"):
        await Database.open(url)


@pytest.mark.parametrize("url", ["nonsense", "nonsense://", "sqlite:////proc/none/mail.db", "sqlite:////dev/null/x.db"])
async def test_what_cannot_be_opened(url: str) -> None:
    with pytest.raises(Unusable, match="cannot be opened"):
        await Database.open(url)


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database, but long enough to be read as one" * 100)
    with pytest.raises(Unusable, match="not a database"):
        await Database.open(f"sqlite:///{tmp_path}/x.db")


async def test_a_password_is_never_told() -> None:
    with pytest.raises(Unusable) as unusable:
        await Database.open("nonsense://user:hunter2@host/db")
    assert "hunter2" not in str(unusable.value)


async def test_a_full_disk_is_452_and_passes(database: Database, store: HeldMail) -> None:
    await database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=40"))
    with pytest.raises(Refused) as refused:
        await store.hold(envelope(RAW * 10_000), verdict(), FACTS)
    assert (refused.value.reply.code, refused.value.reply.enhanced) == (452, "4.3.1")
    assert await store.list() == []
    await database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=4000"))
    assert await store.hold(envelope(RAW * 10_000), verdict(), FACTS)


async def test_a_locked_store_is_451(url: str, monkeypatch) -> None:
    monkeypatch.setattr(engines, "_PATIENCE", 0.05)
    database = await Database.open(url)
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused) as refused:
        await HeldMail(database).hold(envelope(), verdict(), FACTS)
    assert (refused.value.reply.code, refused.value.reply.enhanced) == (451, "4.3.0")
    other.execute("ROLLBACK")
    assert await HeldMail(database).hold(envelope(), verdict(), FACTS)
    other.close()
    await database.close()


async def test_an_error_never_quotes_the_mail(database: Database, store: HeldMail) -> None:
    await database.write(
        lambda connection: connection.exec_driver_sql("ALTER TABLE held ADD COLUMN needed TEXT NOT NULL DEFAULT NULL")
    )
    found = replace(verdict().findings[0], words="secret words")
    with pytest.raises(Refused) as refused:
        await store.hold(envelope(), replace(verdict(), findings=(found,)), FACTS)
    assert refused.value.reply.code == 451
    assert "needed" in str(refused.value.__cause__)
    assert "secret words" not in str(refused.value.__cause__)


async def test_a_message_half_stored_is_not_stored(database: Database, store: HeldMail) -> None:
    await database.write(lambda connection: connection.exec_driver_sql("DROP TABLE held_content"))
    with pytest.raises(Refused):
        await store.hold(envelope(), verdict(), FACTS)
    assert await store.list() == []


async def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def half(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        raise KeyError

    with pytest.raises(KeyError):
        await database.write(half)
    assert not await database.read(lambda connection: inspect(connection).has_table("half"))
