"""One client's stream: lines and blocks in, replies out, a deadline on both, and TLS from some moment on."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Coroutine
from typing import Any

from gateway.deadline import Deadline
from gateway.smtp_in.intake import Ended, Intake
from gateway.smtp_in.outlet import Outlet


class Wire:
    """Reads and writes raise `Ended`: 'lost' when the client has gone, 'timeout', 'shutdown', 'limit' for an endless line.

    `protocol` is the transport's; it tells `intake`, `outlet` and `lost` what happens on the socket.
    """

    def __init__(self, transport: asyncio.Transport, protocol: asyncio.Protocol, loop: asyncio.AbstractEventLoop) -> None:
        self.transport = transport
        self._protocol = protocol
        self._loop = loop
        self.intake = Intake(transport, loop)
        self.outlet = Outlet(transport, loop)
        self._deadline = Deadline(self._late, loop)
        self.allow = self._deadline.allow
        """From now on, reads and writes must be done within so many seconds."""
        self.lift = self._deadline.lift
        """No deadline until the next `allow`."""
        self.send = self.outlet.send
        self.flush = self.outlet.flush

    @property
    def pending(self) -> bool:
        """Whether the client has sent more than was read: it is pipelining."""
        return bool(self.intake.octets)

    @property
    def waiting(self) -> bool:
        """Whether nothing is to be done until the client says something."""
        return self.intake.waiting and not self.intake.octets

    def stop(self, reason: str) -> None:
        """Make the read that waits, or the next one, raise `Ended(reason)`."""
        self.intake.end(reason)

    def lost(self, error: Exception | None) -> None:
        """The connection is over. A client that broke it off wants nothing more of what it had sent."""
        if error is not None:
            self.intake.octets.clear()
        self.intake.end("lost")
        self.outlet.lose()

    async def first(self) -> int:
        """The next octet, left where it is."""
        if not self.intake.octets:
            await self._fill()
        return self.intake.octets[0]

    async def talks_within(self, seconds: float) -> bool:
        """Whether the client sends anything in that time."""
        try:
            async with asyncio.timeout(seconds):
                await self.first()
        except TimeoutError:
            return False
        return True

    async def line(self, longest: int) -> bytes:
        """The next line with its LF; `Ended('limit')` when `longest` octets hold none."""
        searched = 0
        while (end := self.intake.octets.find(b"\n", searched)) < 0:
            searched = len(self.intake.octets)
            if searched > longest:
                raise Ended("limit")
            await self._fill()
        return self.intake.cut(end + 1)

    async def block(self, most: int | None = None) -> bytes:
        """Whatever has come, at least one octet and at most so many."""
        await self.first()
        return self.intake.cut(len(self.intake.octets) if most is None else most)

    def unread(self, octets: bytes) -> None:
        self.intake.octets[:0] = octets

    async def start_tls(self, context: ssl.SSLContext, handshake: float, implicit: bool = False) -> None:
        """The server's side of a handshake. What came in clear before it is dropped (RFC 3207 4.2).

        `implicit`: nothing was said in clear, so what has come is the beginning of the handshake.
        """
        await self.flush()
        early = self.intake.hand_over()
        start = self._loop.start_tls(self.transport, self._protocol, context, server_side=True, ssl_handshake_timeout=handshake)
        try:
            transport = await (self._with(early, start) if implicit and early else start)
        except OSError:
            raise Ended("error") from None
        if transport is None:
            raise Ended("error")
        self.transport = transport
        self.intake.read_from(transport)
        self.outlet.write_to(transport)

    async def close(self, linger: float) -> None:
        """Send what waits, end our side, then drop what the client still sends for `linger` seconds.

        A socket closed over unread input resets the connection, and the client may never see the last reply.
        """
        self.allow(linger)
        with contextlib.suppress(Ended, OSError):
            await self.flush()
            if self.transport.can_write_eof():
                self.transport.write_eof()
                while True:
                    self.intake.octets.clear()
                    await self.intake.more(0)
        self.allow(linger)
        self.transport.close()
        await self.outlet.until_lost()

    def abort(self) -> None:
        """Let go of the socket now, whatever is still to be written."""
        self._deadline.cancel()
        self.transport.abort()

    async def _with(self, early: bytes, start: Coroutine[Any, Any, asyncio.Transport | None]) -> asyncio.Transport | None:
        """`start` for a client whose first octets were read before it. Reading is paused, so they stay the first.

        They go in one turn of the loop after the first step of `start`, which connects the protocol they are for.
        """
        handshake = self._loop.create_task(start)
        self._loop.call_soon(self._loop.call_soon, _feed, self.transport, early)
        return await handshake

    async def _fill(self) -> None:
        """More input than there is, after the replies that wait."""
        had = len(self.intake.octets)
        if not self.outlet.write():
            await self.flush()
        await self.intake.more(had)

    def _late(self) -> None:
        if self.intake.waiting:
            self.stop("timeout")
        else:
            self.transport.abort()


def _feed(transport: asyncio.Transport, octets: bytes) -> None:
    """Give `octets` to the transport's TLS protocol, a buffered one, as if they had just come."""
    protocol: Any = transport.get_protocol()
    while octets:
        buffer = memoryview(protocol.get_buffer(len(octets)))
        size = min(len(buffer), len(octets))
        buffer[:size] = octets[:size]
        octets = octets[size:]
        protocol.buffer_updated(size)
