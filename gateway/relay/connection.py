"""One ready SMTP connection to a relay: commands with their replies, and a message with its answer, each in its time."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Mapping, Sequence

from gateway.envelope import Credentials
from gateway.relay.faults import Desync, Lost
from gateway.relay.protocol import Wire
from gateway.relay.replies import WireReply, completed
from gateway.relay.route import Timeouts
from gateway.relay.stuffing import BLOCK, stuffed

_CONTROL = re.compile(rb"[\r\n\0]")


class Connection:
    """`extensions` maps an EHLO keyword, upper-case, to its parameters. A `Fault` raised by any method ends the connection."""

    def __init__(self, wire: Wire, timeouts: Timeouts) -> None:
        self.wire = wire
        self.timeouts = timeouts
        self.extensions: Mapping[str, str] = {}
        self.login: Credentials | None = None
        """Whose login this connection has; the gateway's own included."""
        self.key: Credentials | None = None
        """Which client's login it was opened for: it may serve no other."""
        self.reused = False
        """It lay idle, so the relay may have dropped it meanwhile."""

    @property
    def reusable(self) -> bool:
        return self.wire.settled

    async def ask(self, *commands: bytes) -> list[WireReply]:
        """One reply for each command, in order; in one write where the relay offers PIPELINING (RFC 2920)."""
        if len(commands) > 1 and "PIPELINING" not in self.extensions:
            return [(await self.ask(command))[0] for command in commands]
        return await self._exchange(b"".join(map(_line, commands)), len(commands), self.timeouts.command)

    async def reset(self) -> WireReply:
        """The reply to RSET. Somebody may be waiting for another answer meanwhile, so it gets little time."""
        (reply,) = await self._exchange(b"RSET\r\n", 1, self.timeouts.farewell)
        return reply

    async def greeting(self) -> WireReply:
        return (await self._replies(1, self.timeouts.greeting))[0]

    async def start_tls(self) -> WireReply:
        """The reply to STARTTLS; after it nothing in clear is listened to."""
        self.wire.send_last(_line(b"STARTTLS"))
        return (await self._replies(1, self.timeouts.command))[0]

    async def message(self, pieces: Sequence[bytes]) -> WireReply:
        """DATA and the message. A refusal of DATA, or one that comes early, ends it without the final dot: nothing was sent."""
        (go,) = await self.ask(b"DATA")
        if go.kind != 3:
            return _refusal(go)
        self.wire.expected += 1
        self.wire.allow(self.timeouts.transfer)
        sent = await self._write(pieces)
        (reply,) = await self._replies(1, self.timeouts.final)
        if sent:
            return completed(reply)
        self.wire.fail(Lost("the relay answered before the message ended"))
        return _refusal(reply)

    async def _write(self, pieces: Sequence[bytes]) -> bool:
        """Whether all was sent. False where the relay answered before, so that it never saw the end of data."""
        small = sum(map(len, pieces)) <= BLOCK
        for block in (b"".join(stuffed(pieces)),) if small else stuffed(pieces):
            if self.wire.answered:
                return False
            self.wire.send(block)
            await self.wire.drain()
            if not small:
                await asyncio.sleep(0)
        return not self.wire.unsent

    async def quit(self) -> None:
        """Say QUIT, wait a moment for the answer, and close. Never raises."""
        with contextlib.suppress(Exception):
            await self._exchange(b"QUIT\r\n", 1, self.timeouts.farewell)
        self.abort()

    def abort(self) -> None:
        self.wire.fail(Lost("closed by the gateway"))

    async def _exchange(self, data: bytes, replies: int, seconds: float) -> list[WireReply]:
        self.wire.send(data, replies)
        return await self._replies(replies, seconds)

    async def _replies(self, count: int, seconds: float) -> list[WireReply]:
        self.wire.allow(seconds)
        replies = [await self.wire.reply() for _ in range(count)]
        self.wire.lift()
        return replies


def _line(command: bytes) -> bytes:
    """The command's line. A line end inside it would be a second command: whoever let it come here has a fault."""
    if _CONTROL.search(command):
        raise ValueError("a control character in an SMTP command")
    return command + b"\r\n"


def _refusal(reply: WireReply) -> WireReply:
    """A refusal; anything else here would be an answer to another command."""
    if reply.kind in (4, 5):
        return reply
    raise Desync(f"{reply.code} before the message was sent")
