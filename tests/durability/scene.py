"""A gateway, its relay, a client, and what becomes of one letter."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.bench.processes import tree
from tests.durability.client import Client
from tests.durability.ledger import Entry, Ledger
from tests.durability.letters import Letter
from tests.support.fake_relay import FakeRelay
from tests.support.gateway_process import GatewayProcess
from tests.support.smtp import until


class Scene:
    def __init__(self, folder: Path, relay: FakeRelay) -> None:
        self.relay, self.ledger = relay, Ledger()
        self.gateway = GatewayProcess(folder, relay.port)
        self.store = folder / "mailsluice.db"
        self.client = Client(self.gateway, self.ledger)

    async def start(self) -> None:
        await asyncio.to_thread(self.gateway.start)

    async def kill(self) -> None:
        """The whole of it goes, its workers too."""
        members = tree(self.gateway.pid)
        await asyncio.to_thread(self.gateway.kill)
        await until(lambda: not any(map(_lives, members)))

    async def outcome(self, letter: Letter) -> Entry:
        """Restart, let the client send again until it is accepted, and count."""
        await self.start()
        await self.client.deliver(letter, attempts=1)
        await asyncio.to_thread(self.gateway.stop)
        self.ledger.balance(self.relay.messages, self.store)
        assert not self.ledger.lost
        assert not self.ledger.unexplained
        return self.ledger.entries[letter.name]


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] != b"Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
