"""The bytes of one connection to a relay: writes with back-pressure, replies matched to commands in order.

An own client, because aiosmtplib (5.1) has neither PIPELINING nor a pool and writes every bare CR or LF as CRLF, which
breaks a signature made before; this one needs two round trips a message instead of four and sends what it is given.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import cast

from gateway.deadline import Deadline
from gateway.relay.faults import Desync, Fault, Lost, Silent
from gateway.relay.replies import ReplyParser, WireReply


class Wire(asyncio.Protocol):
    """One socket, used by one task at a time. Once `fault` is set nothing more is written or believed.

    `expected` counts the replies still owed. A reply that nothing asked for is a desync: were it taken for the answer to the
    next command, every later message would get the answer to the one before.
    """

    def __init__(self, expected: int = 0) -> None:
        self.fault: Fault | None = None
        self.expected = expected
        self.leaving = False
        """The relay said 421: it closes, whatever else it answered."""
        self._parser = ReplyParser()
        self._replies: deque[WireReply] = deque()
        self._last = False
        self.unsent = False
        """Some of what was written has not left yet."""
        self._loop = asyncio.get_running_loop()
        self._waker: asyncio.Future[None] | None = None
        self._seconds = 0.0
        self._deadline = Deadline(self._late, self._loop)
        self.lift = self._deadline.lift
        """Nothing is due until the next `allow`."""
        self.transport: asyncio.Transport

    @property
    def settled(self) -> bool:
        """Nothing owed, unread, unsent or broken: the next command gets its own reply."""
        return not (self.fault or self.leaving or self.expected or self._replies or self.unsent)

    @property
    def answered(self) -> bool:
        return bool(self._replies)

    def allow(self, seconds: float) -> None:
        """What is asked for from now on must be done within `seconds`; then the connection ends as `Silent`."""
        if not self.fault:
            self._seconds = seconds
            self._deadline.allow(seconds)

    def send(self, data: bytes | memoryview, replies: int = 0) -> None:
        """Write `data`, which asks for so many replies. Raises the connection's `Fault`."""
        if self.fault:
            raise self.fault
        self.expected += replies
        self.transport.write(data)

    def send_last(self, data: bytes) -> None:
        """Write STARTTLS: what follows its reply in clear is nobody's and is thrown away (RFC 3207 5, CVE-2011-0411)."""
        self._last = True
        self.send(data, 1)

    def resume(self) -> None:
        """The connection stays in clear: STARTTLS was declined."""
        self._last = False

    async def reply(self) -> WireReply:
        """The next reply in order. Raises the connection's `Fault`, after the replies that came before it."""
        while not self._replies:
            if self.fault:
                raise self.fault
            await self._change()
        return self._replies.popleft()

    async def drain(self) -> None:
        """Until all is sent, or the relay answers or goes away."""
        while self.unsent and not self._replies and not self.fault:
            await self._change()

    def fail(self, fault: Fault) -> None:
        """End the connection at once, unwritten bytes included."""
        self.fault = self.fault or fault
        self._deadline.cancel()
        self.transport.abort()
        self._wake()

    async def _change(self) -> None:
        self._waker = self._loop.create_future()
        try:
            await self._waker
        finally:
            self._waker = None

    def _late(self) -> None:
        self.fail(Silent(f"no answer within {self._seconds:g} s"))

    def _wake(self) -> None:
        if self._waker and not self._waker.done():
            self._waker.set_result(None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.set_write_buffer_limits(1, 0)

    def data_received(self, data: bytes) -> None:
        if self.fault or (self._last and not self.expected):
            return
        try:
            for reply in self._parser.feed(data):
                self._take(reply)
                if self._last:
                    break
        except Desync as fault:
            self.fail(fault)
        self._wake()

    def _take(self, reply: WireReply) -> None:
        if not self.expected:
            raise Desync(f"a reply to nothing: {reply.code}")
        self.expected -= 1
        self.leaving = self.leaving or reply.code == 421
        self._replies.append(reply)

    def eof_received(self) -> None:
        self.fail(Lost("the relay closed the connection"))

    def connection_lost(self, error: Exception | None) -> None:
        self.fail(Lost(f"the connection ended: {error or 'closed'}"))

    def pause_writing(self) -> None:
        self.unsent = True

    def resume_writing(self) -> None:
        self.unsent = False
        self._wake()
