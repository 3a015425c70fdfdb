"""What broke the obvious gateway (an SMTP library's server in front of its client), sent to this one as a whole process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processes import forget_peak, peak
from tests.support.fake_relay import FakeRelay
from tests.support.gateway_process import GatewayProcess
from tests.support.smtp import Talker

SENDER, BUYER = "service@seller.example", "k3l9x2m4p7q8r5t@marketplace.amazon.de"
RECIPIENTS = (
    "=?utf-8?q?x=0d=0aRCPT=20TO:=3Cinj=40evil.test=3E?=@ok.test",
    "=?utf-8?q?x=0d=0aRCPT=20TO=3A=3Cinj=40evil.test=3E?=@ok.test",
    "=?utf-8?q?=40evil.test=00?=@ok.test",
    '"inj@evil.test> ORCPT=rfc822;x"@ok.test',
    '"a@evil.test x"@ok.test',
    "<inj@evil.test>,x@ok.test",
    "a%evil.test@ok.test",
    "ok@ok。evil.test",
)
"""Readings differ: a parser that decodes encoded words or takes quotes off sends to evil.test what was judged as ok.test."""
HEAD = f"From: <{SENDER}>\r\nTo: <{BUYER}>\r\nSubject: Your order 305-1234567-7654321\r\n\r\n".encode()
FLOODS = {
    "one line of 500 MB": (b"x", 500_000_000),
    "33 MB of empty lines": (b"\r\n", 33_000_000),
    "33 MB of lines with a doubled dot": (b"..\r\n", 33_000_000),
}
"""What a message is made of, and how long it is."""
_CHUNK = 1 << 20
_LIMITS = "limits = { message = 50_000_000 }"


@dataclass(frozen=True)
class Taken:
    """What a flood cost. Memory is the sum over the gateway and its workers, in octets; `sent` too."""

    replies: list[str]
    sent: int
    seconds: float
    before: int
    after: int
    meanwhile: float
    """Seconds that another client's message took at the same time."""

    @property
    def grown(self) -> int:
        return self.after - self.before


@asynccontextmanager
async def gateway(folder: Path) -> AsyncIterator[tuple[GatewayProcess, FakeRelay]]:
    """Messages may have 50 MB, so that the large ones are looked at."""
    async with FakeRelay() as relay:
        process = GatewayProcess(folder, relay.port, smtp=_LIMITS)
        await asyncio.to_thread(process.start)
        try:
            yield process, relay
        finally:
            await asyncio.to_thread(process.stop)


async def recipient(process: GatewayProcess, address: str) -> str:
    """The reply to one RCPT; where it is taken, a message follows."""
    talker = await _talker(process)
    await talker.ask(f"MAIL FROM:<{SENDER}>")
    reply = await talker.ask(f"RCPT TO:<{address}>")
    if reply.startswith("2"):
        await talker.ask("DATA")
        await talker.send(HEAD + b"hello\r\n.\r\n")
        await talker.reply()
    await talker.ask("QUIT")
    return reply


async def flood(process: GatewayProcess, piece: bytes, size: int) -> Taken:
    """A message of `size` octets of `piece`, and the final dot if the gateway still listens then."""
    forget_peak(process.pid)
    before, began = peak(process.pid), time.perf_counter()
    talker = await _announced(process)
    await talker.send(HEAD)
    replies = asyncio.create_task(talker.rest())
    other = asyncio.create_task(_timed(process))
    sent = await _poured(talker, piece * (_CHUNK // len(piece)), size, replies)
    seconds = time.perf_counter() - began
    return Taken(await replies, sent, seconds, before, peak(process.pid), await other)


async def _poured(talker: Talker, chunk: bytes, size: int, replies: asyncio.Task[list[str]]) -> int:
    """Octets sent until `size`, or until the gateway has had enough."""
    sent = 0
    try:
        while sent < size and not replies.done():
            await talker.send(chunk)
            sent += len(chunk)
        await talker.send(b"\r\n.\r\nQUIT\r\n")
    except ConnectionError:
        pass
    await asyncio.wait([replies], timeout=120)
    return sent


async def _timed(process: GatewayProcess) -> float:
    began = time.perf_counter()
    assert (await recipient(process, BUYER)).startswith("250")
    return time.perf_counter() - began


async def _announced(process: GatewayProcess) -> Talker:
    talker = await _talker(process)
    for command in (f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{BUYER}>", "DATA"):
        assert (await talker.ask(command))[0] in "23"
    return talker


async def _talker(process: GatewayProcess) -> Talker:
    talker = Talker(*await asyncio.open_connection("127.0.0.1", process.port))
    await talker.reply()
    await talker.ask("EHLO client.example")
    return talker
