"""What a client has sent and nobody has read yet. While too much waits, the socket is not read."""

from __future__ import annotations

import asyncio

_ENOUGH = 131_072


class Ended(Exception):
    """The conversation cannot go on. `reason` as in `Disconnected`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Intake:
    """`octets` is what waits: whoever reads cuts it off there. `waiting`: somebody wants more than there is."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self.octets = bytearray()
        self._transport = transport
        self._loop = loop
        self._waiter: asyncio.Future[None] | None = None
        self._paused = False
        self._end = ""

    @property
    def waiting(self) -> bool:
        return self._waiter is not None

    def feed(self, octets: bytes) -> None:
        """The socket gave these."""
        self.octets += octets
        self._wake()
        if len(self.octets) > _ENOUGH and not self._paused:  # whoever waits may not run before more has come
            self._paused = True
            self._transport.pause_reading()

    def end(self, reason: str) -> None:
        """No more will come: `more` raises `Ended(reason)`. The first reason stays."""
        self._end = self._end or reason
        self._wake()

    def cut(self, size: int) -> bytes:
        """The first octets, taken out."""
        octets = bytes(memoryview(self.octets)[:size])
        del self.octets[:size]
        return octets

    async def more(self, than: int) -> None:
        """Until more octets than that wait. Raises `Ended`."""
        while len(self.octets) <= than:
            if self._end:
                raise Ended(self._end)
            if self._paused:
                self._paused = False
                self._transport.resume_reading()
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None

    def hand_over(self) -> bytes:
        """Everything that waits, for another to read on: the socket stays paused until that one resumes it."""
        self._transport.pause_reading()
        self._paused = False
        return self.cut(len(self.octets))

    def read_from(self, transport: asyncio.Transport) -> None:
        """From now on the octets come from this transport."""
        self._transport = transport

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
