"""Stores of other versions: older ones are brought up with all they have, newer ones refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from gateway.store import schema
from gateway.store.database import Database, Unusable
from gateway.store.held import HeldMail
from gateway.store.held_message import State
from tests.gateway.store.conftest import ALIAS

FIRST = Path(__file__).with_name("revision-0001.sql")
"""A store as the first version of the program made it, with one message held and one released."""


def _difference(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), schema.metadata))


@pytest.fixture
def first(tmp_path: Path) -> str:
    connection = sqlite3.connect(tmp_path / "mail.db")
    connection.executescript(FIRST.read_text())
    connection.close()
    return f"sqlite:///{tmp_path}/mail.db"


async def test_the_revisions_make_the_tables_that_the_program_knows(database: Database) -> None:
    assert await database.read(_difference) == []


async def test_a_store_of_the_first_version_is_taken_over(first: str) -> None:
    database = await Database.open(first)
    store = HeldMail(database)
    assert await database.read(_difference) == []
    assert [(it.id, it.state) for it in await store.list(None)] == [("one", State.HELD), ("two", State.RELEASED)]
    message = await store.get("one")
    assert message
    assert message.intact
    [row] = await database.read(lambda c: c.execute(schema.held.select().where(schema.held.c.id == "one")).all())
    assert (row.buyer, row.sender, row.policy) == (ALIAS, "a??@shop.example", "digest")
    assert (row.due_at - row.received_at).days == 1
    rules = await database.read(lambda c: c.execute(schema.held_rule.select().order_by(*schema.held_rule.c[:2])).all())
    assert [(it.held_id, it.rule, it.action, it.shadow) for it in rules[:2]] == [
        ("one", "contact/phone", "reject", True),
        ("one", "links/external", "hold", False),
    ]
    await database.close()
    await (await Database.open(first)).close()


async def test_a_broken_upgrade_changes_nothing(first: str) -> None:
    path = first.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE held SET verdict = 'no JSON'")
    with pytest.raises(ValueError, match="Expecting value"):
        await Database.open(first)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(1,)]
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'audit'").fetchall() == [(0,)]


@pytest.mark.parametrize("table", ["alembic_version", "schema_version"])
async def test_a_newer_store_is_refused(url: str, database: Database, table: str) -> None:
    column = {"alembic_version": "version_num", "schema_version": "version"}[table]

    def newer(connection: Connection) -> None:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
        connection.exec_driver_sql(f"CREATE TABLE {table} ({column} VARCHAR(32) NOT NULL)")
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES ('0099')")

    await database.write(newer)
    with pytest.raises(Unusable, match="the store has schema 0099, this version of the program knows 0002"):
        await Database.open(url)
