"""What is compared: programs that take SMTP on one port and pass it on to another."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench import gateway, messages

_START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """`command` makes a command line from a directory of its own, the port to listen on and the relay's port."""

    name: str
    command: Callable[[Path, int, int], tuple[str, ...]]
    recipient: bytes = messages.RECIPIENT


@dataclass(frozen=True, slots=True)
class Running:
    """A started program."""

    candidate: Candidate
    port: int
    process: subprocess.Popen[bytes]


def _module(name: str, port: int, relay: int) -> tuple[str, ...]:
    return sys.executable, "-m", f"tests.bench.{name}", str(port), str(relay)


SINK = Candidate("relay", lambda directory, port, relay: _module("sink", port, relay))
SPLICE = Candidate("bytes passed through", lambda directory, port, relay: _module("splice", port, relay))
PROXY = Candidate("aiosmtpd + aiosmtplib", lambda directory, port, relay: _module("proxy", port, relay))
BARE = Candidate("gateway, no rules", gateway.without_keys, b"buyer@buyer.example")
"""Mail to other than marketplace addresses is not inspected: what is left is the transport."""
FULL = Candidate("gateway, rules and DKIM", gateway.with_keys)
RECORDED = Candidate("the same with history", gateway.with_records)
"""A row and the bytes of each message are on disk before the client hears of it."""


@contextlib.contextmanager
def started(candidate: Candidate, directory: Path, relay: int = 0) -> Iterator[Running]:
    """The program, ready for mail until the block ends. Raises RuntimeError with its last words where it does not start."""
    port = _free_port()
    directory.mkdir(parents=True)
    with (directory / "log").open("wb") as log:
        process = subprocess.Popen(candidate.command(directory, port, relay), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _await_greeting(process, port, directory / "log")
        yield Running(candidate, port, process)
    finally:
        _stop(process)


def taken(relay: int) -> int:
    """How many messages the sink has taken."""
    with socket.create_connection(("127.0.0.1", relay), 10) as connection, connection.makefile("rb") as replies:
        replies.readline()
        connection.sendall(b"NOOP\r\n")
        return int(replies.readline().split()[-1])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _await_greeting(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 10) as connection:
            if connection.recv(4) == b"220 ":
                return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} does not start:\n{log.read_text(errors='replace')[-2_000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
