"""The gateway's end of one worker process."""

from __future__ import annotations

import asyncio
import pickle
import socket
import subprocess
from collections.abc import Callable
from typing import Self, cast

from filters.facts import Facts
from filters.verdict import Verdict
from gateway.inspector import answers
from gateway.inspector.answers import InspectionFailed
from gateway.inspector.frames import DESCRIPTION, HEAD, INLINE, NONE, Head, Policy, Question
from gateway.inspector.program import Program
from gateway.inspector.shared import SharedFile

_POLICIES = 64
"""Policies a worker keeps; one more, and it starts afresh."""


class WorkerProcess(asyncio.Protocol):
    """One worker: one question at a time. `on_lost` hears, once, that the process is no more."""

    def __init__(self, process: subprocess.Popen[bytes], shared: SharedFile, on_lost: Callable[[WorkerProcess], None]) -> None:
        self.alive = True
        self.served = 0
        self.pid = process.pid
        self._process = process
        self._shared = shared
        self._on_lost = on_lost
        self._known: set[str] = set()
        self._received = bytearray()
        self._transport: asyncio.Transport
        self._frame: asyncio.Future[tuple[Head, bytes]] | None = None
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @classmethod
    async def start(cls, program: Program, on_lost: Callable[[WorkerProcess], None]) -> Self:
        """Raises OSError where no process can be started. The worker is still loading when this returns."""
        ours, theirs = socket.socketpair()
        shared = SharedFile.create()
        try:
            with theirs:
                worker = cls(program.spawn(theirs.fileno(), shared.fd), shared, on_lost)
        except OSError:
            ours.close()
            shared.close()
            raise
        await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=ours)
        return worker

    async def ask(self, raw: bytes, facts: Facts, policy: Policy, seconds: float) -> Verdict:
        """The verdict on `raw`. Raises `InspectionFailed`; where no answer came in time, the worker is dead then."""
        self.served += 1
        self._frame = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await self._send(self._question(facts, policy, seconds), raw)
                head, received = await self._frame
            return self._verdict(head, received, raw)
        except TimeoutError:
            self.kill()
            raise InspectionFailed("timeout") from None
        except (OSError, ValueError) as error:
            self.kill()
            raise InspectionFailed("crash", f"{type(error).__name__}: {error}") from None
        except asyncio.CancelledError:
            self.kill()
            raise
        finally:
            self._frame = None

    def _question(self, facts: Facts, policy: Policy, seconds: float) -> bytes:
        digest = policy.digest
        if digest in self._known:
            return pickle.dumps(Question(seconds, facts, digest, None, False), pickle.HIGHEST_PROTOCOL)
        forget = len(self._known) >= _POLICIES
        if forget:
            self._known.clear()
        self._known.add(digest)
        return pickle.dumps(Question(seconds, facts, digest, policy, forget), pickle.HIGHEST_PROTOCOL)

    async def _send(self, description: bytes, raw: bytes) -> None:
        head = Head.of(description, raw)
        if head.shared:
            await self._shared.write_slowly(raw)
        self._transport.write(b"".join((head.pack(), description, raw[: head.inline])))

    def _verdict(self, head: Head, received: bytes, raw: bytes) -> Verdict:
        try:
            return answers.decode(received[: head.description], raw, self._outgoing(head, received, raw))
        except InspectionFailed as failure:
            if failure.reason == "memory":
                self.kill()
            raise

    def _outgoing(self, head: Head, received: bytes, raw: bytes) -> bytes | None:
        if head.message == NONE:
            return None
        if head.message > 4 * len(raw) + INLINE:
            raise ValueError("no edit makes a message that much longer")
        return self._shared.take(head.message) if head.shared else received[head.description :]

    def kill(self) -> None:
        """At once, whatever it does."""
        self.alive = False
        self._process.kill()
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if self._frame is None or self._frame.done():
            self._fail("the worker speaks unasked")
        elif len(self._received) >= HEAD:
            self._complete(Head.unpack(bytes(self._received[:HEAD])), self._frame)

    def _complete(self, head: Head, frame: asyncio.Future[tuple[Head, bytes]]) -> None:
        missing = HEAD + head.description + head.inline - len(self._received)
        if head.description > DESCRIPTION or not 0 <= head.inline <= INLINE or missing < 0:
            self._fail("the worker's answer makes no sense")
        elif missing == 0:
            frame.set_result((head, bytes(self._received[HEAD:])))
            self._received.clear()

    def _fail(self, detail: str) -> None:
        self.kill()
        if self._frame is not None and not self._frame.done():
            self._frame.set_exception(InspectionFailed("crash", detail))

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail("the worker died")
        self._shared.close()
        self._on_lost(self)
        self._reap()

    def _reap(self) -> None:
        """A killed process is gone within moments; until then, look again: waiting would hold the loop."""
        if self._process.poll() is not None:
            self.gone.set_result(None)
        else:
            asyncio.get_running_loop().call_later(0.01, self._reap)
