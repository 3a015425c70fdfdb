"""Replies on their way to the client: they wait until more input is needed, so that a pipelined group is answered in one
segment (RFC 2920 3.2)."""

from __future__ import annotations

import asyncio

from gateway.smtp_in.intake import Ended

_MANY = 4_096
"""Octets that are not kept back."""
_PATIENCE = 1.0
"""Seconds after which a reply is not kept back."""


class Outlet:
    """The transport's protocol tells it when to stop writing, when to go on and when the client has gone."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._replies: list[bytes] = []
        self._queued = 0
        self._since = 0.0
        self._full = False
        self._lost = False
        self._waiter: asyncio.Future[None] | None = None

    async def send(self, octets: bytes) -> None:
        """Queue a reply. Written with the next `flush`, or now when many wait or the first has waited long."""
        if not self._replies:
            self._since = self._loop.time()
        self._replies.append(octets)
        self._queued += len(octets)
        if self._queued > _MANY or (len(self._replies) > 1 and self._loop.time() - self._since > _PATIENCE):
            await self.flush()

    async def flush(self) -> None:
        """Write all replies now, and wait while the client takes none. Raises `Ended`."""
        if self.write():
            return
        while self._full and not self._lost:
            await self._change()

    def write(self) -> bool:
        """Hand all replies to the socket; whether it takes more. Raises `Ended`."""
        if self._lost:
            raise Ended("lost")
        if self._replies:
            octets, self._replies, self._queued = b"".join(self._replies), [], 0
            self._transport.write(octets)
        return not self._full

    def write_to(self, transport: asyncio.Transport) -> None:
        """From now on replies go into this transport."""
        self._transport = transport
        self._full = False

    async def until_lost(self) -> None:
        """Until the connection is over, in both directions."""
        while not self._lost:
            await self._change()

    def pause(self) -> None:
        self._full = True

    def resume(self) -> None:
        self._full = False
        self._wake()

    def lose(self) -> None:
        self._lost = True
        self._wake()

    async def _change(self) -> None:
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
