"""`mailsluice audit`: the trail listed, and what verification says of a whole and of a broken one."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.__main__ import main
from gateway.store.audit import Audit
from gateway.store.database import Database


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", *arguments])


@pytest.fixture(autouse=True)
def trail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with three entries, where the commands look for it."""
    monkeypatch.chdir(tmp_path)

    async def write() -> None:
        database = await Database.open("sqlite:///var/mailsluice.db")
        for number in range(3):
            await Audit(database).add("an\x1b[2Jna", "view", "held", f"m{number}")
        await database.close()

    asyncio.run(write())
    return tmp_path / "var" / "mailsluice.db"


def test_list() -> None:
    lines = run("list", "--after", "1").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["2", "3"]
    assert lines[0].endswith("an\\x1b[2Jna  view  held m1  {}")
    assert run("list", "--actor", "nobody").stdout == "there is none\n"


def test_a_whole_trail() -> None:
    first, head = run("verify").stdout.splitlines()
    assert first == "the trail is whole: 3 entries"
    assert run("verify", "--head", head).exit_code == 0


def test_a_broken_trail(trail: Path) -> None:
    head = run("verify").stdout.splitlines()[1]
    with sqlite3.connect(trail) as connection:
        connection.execute("DELETE FROM audit WHERE seq = 3")
    assert run("verify").exit_code == 0
    told = run("verify", "--head", head)
    assert told.exit_code == 1
    assert told.stderr.startswith("entry 3: the trail ends at 2")
    with sqlite3.connect(trail) as connection:
        connection.execute("UPDATE audit SET action = 'delete' WHERE seq = 1")
    assert run("verify").stderr.startswith("entry 1: it was changed")


def test_a_head_that_is_none() -> None:
    assert run("verify", "--head", "7").exit_code == 2
