"""One inspection worker: `python -m gateway.inspector.worker SOCKET FILE MEMORY FUNCTION`.

It answers questions from the socket until that closes, and inspects with FUNCTION, a dotted name `module:function`.
Nothing it prints goes anywhere: an exception's text can quote a message.
"""

from __future__ import annotations

import gc
import pickle
import pkgutil
import resource
import signal
import socket
import sys
import time
from dataclasses import replace

from gateway.inspector import answers
from gateway.inspector.frames import HEAD, Head, Inspect, Policy, Question
from gateway.inspector.memory import Allowance
from gateway.inspector.shared import SharedFile

_GRACE = 2.0
"""Seconds after the deadline at which a worker whose gateway is gone ends itself."""


class Worker:
    """Remembers policies by digest and answers one question at a time."""

    def __init__(self, channel: socket.socket, shared: SharedFile, allowance: Allowance, inspect: Inspect) -> None:
        self._channel = channel
        self._reader = channel.makefile("rb")
        self._shared = shared
        self._allowance = allowance
        self._inspect = inspect
        self._policies: dict[str, Policy] = {}

    def serve(self) -> None:
        """Until the gateway closes the socket, or an inspection ran out of memory and left who knows what behind."""
        going = self._turn()
        gc.freeze()  # what the warm-up loaded stays: the collector need not look at it again
        while going:
            going = self._turn()

    def _turn(self) -> bool:
        head = self._reader.read(HEAD)
        return bool(head) and self._answer(Head.unpack(head))

    def _answer(self, head: Head) -> bool:
        question: Question = pickle.loads(self._reader.read(head.description))  # noqa: S301 - from our own gateway
        signal.setitimer(signal.ITIMER_REAL, question.seconds + _GRACE)
        try:
            with self._allowance.for_message(head.message):
                self._send(*self._verdict(question, self._message(head)))
        except MemoryError:
            self._send(answers.encode_failure("memory", ""), None)
            return False
        except Exception as error:
            self._send(answers.encode_failure("crash", _place(error)), None)
        signal.setitimer(signal.ITIMER_REAL, 0)
        return True

    def _message(self, head: Head) -> bytes:
        return self._shared.take(head.message) if head.shared else self._reader.read(head.message)

    def _verdict(self, question: Question, raw: bytes) -> tuple[bytes, bytes | None]:
        started = time.perf_counter()
        verdict = self._inspect(raw, question.facts, self._policy(question))
        verdict = replace(answers.bounded(verdict), seconds={**verdict.seconds, "inspect": time.perf_counter() - started})
        return answers.encode(verdict), verdict.outgoing if verdict.edited else None

    def _policy(self, question: Question) -> Policy:
        if question.forget:
            self._policies.clear()
        if question.policy is not None:
            self._policies[question.digest] = question.policy
        return self._policies[question.digest]

    def _send(self, description: bytes, outgoing: bytes | None) -> None:
        head = Head.of(description, outgoing)
        if outgoing is not None and head.shared:
            self._shared.write(outgoing)
        self._channel.sendall(b"".join((head.pack(), description, outgoing[: head.inline] if outgoing else b"")))


def _place(error: BaseException) -> str:
    """Which exception where: our own file and line, and nothing of the message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{type(error).__name__} at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else type(error).__name__


def _isolate() -> None:
    """A worker leaves when the gateway does, not when a terminal or a service manager signals the whole group."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    _isolate()
    channel_fd, file_fd, memory, function = sys.argv[1:]
    channel = socket.socket(fileno=int(channel_fd))
    try:
        inspect = pkgutil.resolve_name(function)
    except Exception as error:  # no message is here yet, so its text is safe to tell
        description = answers.encode_failure("crash", f"{function}: {type(error).__name__}: {error}")
        channel.sendall(Head.of(description, None).pack() + description)
        return
    Worker(channel, SharedFile(int(file_fd)), Allowance(int(memory)), inspect).serve()


if __name__ == "__main__":
    main()
