"""A process killed at its worst moment (DUR-005, DUR-006, DUR-019): what was promised is there, what was not is not."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.held_message import State
from tests.gateway.store.conftest import RAW, Clock

ROOT = Path(__file__).parents[3]


def killed(url: str, moment: str) -> list[str]:
    command = [sys.executable, "-m", "tests.gateway.store.killed", url, moment]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(("moment", "states"), [("before", []), ("after", [State.HELD]), ("claimed", [State.RELEASING])])
async def test_killed(url: str, moment: str, states: list[State]) -> None:
    told = killed(url, moment)
    database = await Database.open(url)
    store = HeldMail(database)
    listed = await store.list(None)
    assert [message.state for message in listed] == states
    assert [message.id for message in listed] == told[:1]
    for message in listed:
        stored = await store.get(message.id)
        assert stored
        assert stored.intact
        assert stored.envelope.raw == RAW * 1000
    if url.startswith("sqlite"):
        assert await database.read(lambda connection: connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()) == "ok"
    await database.close()


async def test_a_release_cut_short_is_not_sent_again(url: str, clock: Clock) -> None:
    id, _ = killed(url, "claimed")
    database = await Database.open(url)
    assert await HeldMail(database).claim_release(id, "you") is None
    await database.close()
