"""Killed again and again under load: what was acknowledged is there, and no copy is without a reason (DUR-001 to DUR-010)."""

from __future__ import annotations

import asyncio
import itertools
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability import letters
from tests.durability.client import Client
from tests.durability.ledger import Ledger
from tests.durability.letters import Letter
from tests.support.fake_relay import Do, FakeRelay
from tests.support.gateway_process import GatewayProcess

KILLS = int(os.environ.get("MAILSLUICE_KILLS", "20"))
SESSIONS = 4
LONGEST_LIFE = 0.5
"""Seconds after a restart."""
SLOWLY = Do(pause=0.0005)
"""A relay that takes some milliseconds to tell that it has the message."""
KINDS = (letters.plain, letters.edited, letters.held, letters.plain, letters.large)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(KILLS * 10 + 120)]


async def test_kills_at_random_times_under_load(tmp_path: Path) -> None:
    ledger, stop = Ledger(), asyncio.Event()
    names = map("letter-{}".format, itertools.count())
    async with FakeRelay({"dot": SLOWLY}) as relay:
        gateway = GatewayProcess(tmp_path, relay.port)
        await asyncio.to_thread(gateway.start)
        client = Client(gateway, ledger)
        sessions = [asyncio.create_task(_send(client, _letters(names), stop)) for _ in range(SESSIONS)]
        restarts = [await _killed(gateway) for _ in range(KILLS)]
        stop.set()
        await asyncio.gather(*sessions)
        await asyncio.to_thread(gateway.stop)
        ledger.balance(relay.messages, tmp_path / "mailsluice.db")
    print(f"\nkills {KILLS}, restart: median {sorted(restarts)[KILLS // 2]:.2f} s, longest {max(restarts):.2f} s")
    print(ledger.summary())
    assert not ledger.lost
    assert not ledger.unexplained
    assert any(entry.held for entry in ledger.entries.values())
    assert any(entry.relayed for entry in ledger.entries.values())


async def _killed(gateway: GatewayProcess) -> float:
    """Kill it after a while, start it again: seconds until it listened."""
    await asyncio.sleep(random.uniform(0, LONGEST_LIFE))
    await asyncio.to_thread(gateway.kill)
    return await asyncio.to_thread(gateway.start)


def _letters(names: Iterator[str]) -> Iterator[Letter]:
    for name, kind in zip(names, itertools.cycle(KINDS), strict=False):
        yield kind(name)


async def _send(client: Client, queue: Iterator[Letter], stop: asyncio.Event) -> None:
    for letter in queue:
        await client.deliver(letter)
        if stop.is_set():
            return
