"""`mailsluice purge` and `mailsluice erase`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.__main__ import main
from gateway.envelope import Path as Address
from gateway.store.captured import CapturedMail
from gateway.store.database import Database

ALIAS = "k3l9x2m4p7q8r5t@marketplace.amazon.de"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [*arguments], input=stdin)


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store with a message captured a hundred days ago, and one today."""
    monkeypatch.chdir(tmp_path)

    async def write() -> None:
        database = await Database.open("sqlite:///var/mailsluice.db")
        for days in (0, 100):
            then = datetime.now(UTC) - timedelta(days=days)
            await CapturedMail(database, lambda it=then: it).add(Address(b""), (Address(ALIAS.encode()),), b"x")
        await database.close()

    asyncio.run(write())


def test_purge() -> None:
    assert "1 captured" in run("purge").stdout
    assert "0 captured" in run("purge").stdout


def test_erase_asks_first() -> None:
    assert run("erase", "--buyer", ALIAS, stdin="n\n").exit_code == 1
    assert "2 captured" in run("erase", "--buyer", ALIAS.upper().replace("@", "+ab12cd34@"), "--yes").stdout
    assert "0 captured" in run("erase", "--buyer", ALIAS, "--yes").stdout


def test_only_a_buyer_can_be_erased() -> None:
    assert run("erase", "--buyer", "ana@shop.example", "--yes").exit_code == 2
