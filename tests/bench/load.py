"""A load generator: SMTP sessions that wait for every reply, as sellers' tools do."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import Generator
from dataclasses import dataclass, field

from tests.bench import messages

_SESSION_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Load:
    """`sessions` at once, `per_session` messages in each, until `count` messages were begun or `seconds` have passed."""

    sessions: int
    per_session: int
    count: int
    seconds: float


@dataclass(slots=True)
class Tally:
    """What came of a load. A latency runs from connecting, or from MAIL, to the reply to the final dot, in seconds."""

    load: Load
    began: float = field(default_factory=time.perf_counter)
    started: int = 0
    latencies: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def more(self) -> bool:
        """Whether one more message may begin."""
        if self.started >= self.load.count or time.perf_counter() - self.began >= self.load.seconds or len(self.errors) > 9:
            return False
        self.started += 1
        return True

    def done(self, since: float) -> None:
        now = time.perf_counter()
        self.latencies.append(now - since)
        self.seconds = now - self.began

    @property
    def rate(self) -> float:
        """Messages a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def quantile(self, part: float) -> float:
        """A latency in seconds; 0 where no message arrived."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


_numbers = itertools.count()
"""No message is like one of an earlier load: a gateway that keeps records would not send it again."""


class _Session(asyncio.Protocol):
    def __init__(self, tally: Tally, body: bytes, recipient: bytes) -> None:
        self._tally = tally
        self._body = body
        self._recipient = recipient
        self._received = b""
        self._began = time.perf_counter()
        self._over = False
        self._script = self._dialogue()
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        next(self._script)

    def _dialogue(self) -> Generator[bytes, None, None]:
        """What to send after each reply, the greeting first."""
        yield b""
        yield b"EHLO load.example\r\n"
        for number in range(self._tally.load.per_session):
            if number and not self._tally.more():
                break
            since = time.perf_counter() if number else self._began
            yield b"MAIL FROM:<%s>\r\n" % messages.SENDER
            yield b"RCPT TO:<%s>\r\n" % self._recipient
            yield b"DATA\r\n"
            yield messages.fresh(self._body, next(_numbers))
            self._tally.done(since)
        yield b"QUIT\r\n"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *lines, self._received = (self._received + data).split(b"\r\n")
        for line in lines:
            if line[3:4] != b"-":
                self._reply(line)

    def _reply(self, line: bytes) -> None:
        if line[:1] not in (b"2", b"3"):
            self._fail(line.decode("latin-1"))
        elif (command := next(self._script, None)) is not None:
            self._transport.write(command)
        else:
            self._over = True
            self._transport.close()

    def _fail(self, reason: str) -> None:
        self._over = True
        self._tally.errors.append(reason)
        self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._over:
            self._tally.errors.append(f"lost: {exc!r}")
        if not self.closed.done():
            self.closed.set_result(None)


def stuffed(raw: bytes) -> bytes:
    """A message as DATA sends it (RFC 5321 4.5.2), with the final dot."""
    return (b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"


async def send(port: int, raw: bytes, load: Load, recipient: bytes = messages.RECIPIENT) -> Tally:
    """Put the load on 127.0.0.1:`port`."""
    tally = Tally(load)
    body = stuffed(raw)
    await asyncio.gather(*(_keep_busy(port, tally, body, recipient) for _ in range(load.sessions)))
    return tally


async def _keep_busy(port: int, tally: Tally, body: bytes, recipient: bytes) -> None:
    loop = asyncio.get_running_loop()
    while tally.more():
        try:
            async with asyncio.timeout(_SESSION_SECONDS):
                transport, session = await loop.create_connection(lambda: _Session(tally, body, recipient), "127.0.0.1", port)
                with contextlib.closing(transport):
                    await session.closed
        except OSError as error:
            tally.errors.append(repr(error))
            await asyncio.sleep(0.05)
