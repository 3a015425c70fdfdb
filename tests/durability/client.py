"""A client that keeps what was not accepted and sends it again, as a mail queue does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tests.durability.ledger import Ledger, Told
from tests.durability.letters import BUYER, SENDER, Letter
from tests.support.gateway_process import GatewayProcess
from tests.support.smtp import Talker

PATIENCE = 60.0
PAUSE = 0.05


class Client:
    def __init__(self, gateway: GatewayProcess, ledger: Ledger) -> None:
        self._gateway, self._ledger = gateway, ledger

    async def deliver(self, letter: Letter, attempts: int = 5_000) -> str:
        """Try until it is accepted: the accepting reply. Every attempt is noted."""
        for _ in range(attempts):
            told, reply = await self.attempt(letter)
            if told is Told.ACCEPTED:
                return reply
            await asyncio.sleep(PAUSE)
        raise AssertionError(f"{letter.name} was never accepted")

    async def attempt(self, letter: Letter, after_dot: Callable[[], None] | None = None) -> tuple[Told, str]:
        """One attempt, noted. `after_dot` is called when the final dot has left."""
        told, reply = await self._attempt(letter, after_dot or (lambda: None))
        self._ledger.note(letter.name, told)
        return told, reply

    async def _attempt(self, letter: Letter, after_dot: Callable[[], None]) -> tuple[Told, str]:
        try:
            talker = await connected(self._gateway.port)
        except OSError:
            return Told.NOTHING, ""
        try:
            reply = await _announced(talker)
            if not reply.startswith("354"):
                return (Told.REFUSED if reply else Told.NOTHING), reply
            await talker.send(letter.stuffed)
            after_dot()
            reply = await talker.reply()
            return (Told.UNKNOWN if not reply else Told.ACCEPTED if reply.startswith("2") else Told.REFUSED), reply
        except OSError:
            return Told.UNKNOWN, ""
        finally:
            await talker.close()


async def connected(port: int) -> Talker:
    async with asyncio.timeout(PATIENCE):
        return Talker(*await asyncio.open_connection("127.0.0.1", port))


async def _announced(talker: Talker) -> str:
    """The reply to DATA, or the first one that is no success; '' where the connection ended."""
    reply = await talker.reply()
    for command in ("EHLO client.example", f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{BUYER}>", "DATA"):
        if not reply.startswith("2"):
            return reply
        reply = await talker.ask(command)
    return reply
