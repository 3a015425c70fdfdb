"""One client's stream: lines and blocks in, replies out in one write a batch, and a deadline on both.

Replies wait until more input is needed, so a pipelined group is answered in one segment (RFC 2920 3.2).
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl

_BLOCK = 65_536
_REPLIES = 4_096
_PATIENCE = 1.0


class Ended(Exception):
    """The conversation cannot go on. `reason` as in `Disconnected`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Wire:
    """Reads and writes raise `Ended`: 'lost' when the client has gone, 'timeout', 'shutdown', 'limit' for an endless line."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._loop = asyncio.get_running_loop()
        self._input = bytearray()
        self._replies: list[bytes] = []
        self._queued = 0
        self._queued_at = 0.0
        self._waiting = False
        self._deadline = float("inf")
        self._timer: asyncio.TimerHandle | None = None

    @property
    def pending(self) -> bool:
        """Whether the client has sent more than was read: it is pipelining."""
        return bool(self._input)

    @property
    def waiting(self) -> bool:
        """Whether nothing is to be done until the client says something."""
        return self._waiting and not self._input

    def allow(self, seconds: float) -> None:
        """From now on, reads and writes must be done within `seconds`; infinity lifts it."""
        self._deadline = self._loop.time() + seconds
        if seconds == float("inf"):
            return
        if self._timer is not None and self._timer.when() > self._deadline:
            self._timer.cancel()
            self._timer = None
        if self._timer is None:
            self._timer = self._loop.call_at(self._deadline, self._check_deadline)

    def stop(self, reason: str) -> None:
        """Make the read that waits, or the next one, raise `Ended(reason)`."""
        self._reader.set_exception(Ended(reason))

    async def first(self) -> int:
        """The next octet, left where it is."""
        while not self._input:
            await self._fill()
        return self._input[0]

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
        while (end := self._input.find(b"\n", searched)) < 0:
            searched = len(self._input)
            if searched > longest:
                raise Ended("limit")
            await self._fill()
        return self._cut(end + 1)

    async def block(self) -> bytes:
        """Whatever has come, at least one octet."""
        await self.first()
        return self._cut(len(self._input))

    def unread(self, octets: bytes) -> None:
        self._input[:0] = octets

    async def send(self, octets: bytes) -> None:
        """Queue a reply. Written with the next read, or now when many wait or the first has waited long."""
        if not self._replies:
            self._queued_at = self._loop.time()
        self._replies.append(octets)
        self._queued += len(octets)
        if self._queued > _REPLIES or self._loop.time() - self._queued_at > _PATIENCE:
            await self.flush()

    async def flush(self) -> None:
        """Write all replies now."""
        octets, self._replies, self._queued = b"".join(self._replies), [], 0
        try:
            self._writer.write(octets)
            await self._writer.drain()
        except OSError:
            raise Ended("lost") from None

    async def start_tls(self, context: ssl.SSLContext, handshake: float, implicit: bool = False) -> None:
        """The server's side of a handshake. What came in clear before it is dropped (RFC 3207 4.2).

        `implicit`: nothing was said in clear, so what has come is the beginning of the handshake.
        """
        await self.flush()
        early = bytes(self._reader._buffer) if implicit else b""  # type: ignore[attr-defined]
        self._input.clear()
        self._reader._buffer.clear()  # type: ignore[attr-defined]
        if early:  # one turn of the loop later than start_tls connects its own protocol
            self._loop.call_soon(self._loop.call_soon, _feed, self._writer.transport, early)
        try:
            await self._writer.start_tls(context, ssl_handshake_timeout=handshake)
        except OSError:
            raise Ended("error") from None

    async def close(self, linger: float) -> None:
        """Send what waits, end our side, then drop what the client still sends for `linger` seconds.

        A socket closed over unread input resets the connection, and the client may never see the last reply.
        """
        with contextlib.suppress(Ended, OSError, TimeoutError):
            async with asyncio.timeout(linger):
                await self.flush()
                if self._writer.can_write_eof():
                    self._writer.write_eof()
                    while await self._reader.read(_BLOCK):
                        pass
        self._writer.close()
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(linger):
                await self._writer.wait_closed()

    def abort(self) -> None:
        """Let go of the socket now, whatever is still to be written."""
        if self._timer is not None:
            self._timer.cancel()
        self._writer.transport.abort()

    def _cut(self, size: int) -> bytes:
        octets = bytes(self._input[:size])
        del self._input[:size]
        return octets

    async def _fill(self) -> None:
        if self._replies:
            await self.flush()
        self._waiting = True
        try:
            octets = await self._reader.read(_BLOCK)
        except OSError:
            raise Ended("lost") from None
        finally:
            self._waiting = False
        if not octets:
            raise Ended("lost")
        self._input += octets

    def _check_deadline(self) -> None:
        """One timer a connection, set anew only when it runs out: setting one for each command costs more."""
        self._timer = None
        if self._deadline == float("inf"):
            return
        if self._deadline > self._loop.time():
            self._timer = self._loop.call_at(self._deadline, self._check_deadline)
        elif self._waiting:
            self.stop("timeout")
        else:
            self._writer.transport.abort()


def _feed(transport: asyncio.WriteTransport, octets: bytes) -> None:
    """Give `octets` to the transport's TLS protocol as if they had just come."""
    protocol = transport.get_protocol()
    while octets and isinstance(protocol, asyncio.BufferedProtocol):
        buffer = memoryview(protocol.get_buffer(len(octets)))
        size = min(len(buffer), len(octets))
        buffer[:size] = octets[:size]
        octets = octets[size:]
        protocol.buffer_updated(size)
