"""What happened, as typed events. Subscribers (metrics, log, audit) report; they never decide and cannot fail the path."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from filters.verdict import Verdict
from gateway.envelope import Client, Envelope, Path, Reply


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events. `id` is the message id where there is one, else ''."""

    id: str


@dataclass(frozen=True, slots=True)
class Connected(Event):
    client: Client


@dataclass(frozen=True, slots=True)
class Disconnected(Event):
    client: Client
    reason: str = "quit"
    """quit, lost, timeout, limit, error, shutdown"""


@dataclass(frozen=True, slots=True)
class CommandRefused(Event):
    """The SMTP side refused a command or a connection; `reply` is what the client heard."""

    client: Client
    command: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Authenticated(Event):
    client: Client
    username: str
    success: bool


@dataclass(frozen=True, slots=True)
class RecipientAnswered(Event):
    """The answer to one RCPT: the relay's, or ours."""

    recipient: Path
    reply: Reply
    by_relay: bool


@dataclass(frozen=True, slots=True)
class Received(Event):
    envelope: Envelope
    seconds: float


@dataclass(frozen=True, slots=True)
class Inspected(Event):
    envelope: Envelope
    verdict: Verdict
    seconds: float


@dataclass(frozen=True, slots=True)
class Held(Event):
    envelope: Envelope
    held_id: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Signed(Event):
    domains: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Relayed(Event):
    """The relay's final answer to a message, whatever it was."""

    relay: str
    reply: Reply
    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Answered(Event):
    """The end of one message: what the client heard. `outcome`: forward, hold, reject, refused (relay 5xx), deferred (4xx),
    repeated (answered from the record)."""

    envelope: Envelope
    outcome: str
    reply: Reply
    seconds: float


@dataclass(frozen=True, slots=True)
class Decided(Event):
    """A person released or rejected a held message."""

    decision: str
    by: str
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Failed(Event):
    """Something of ours broke; `error` is for the log only, never for the wire."""

    where: str
    error: str


@dataclass(frozen=True, slots=True)
class WorkerKilled(Event):
    """An inspection worker was killed. reason: timeout, memory, crash"""

    reason: str


@dataclass(frozen=True, slots=True)
class PolicyReloaded(Event):
    """`error` is '' when the new policy is in force; else the old one stays."""

    digest: str
    error: str = ""


class Events:
    """Hands every event to every subscriber, in the order they subscribed."""

    def __init__(self, on_error: Callable[[BaseException], None] = lambda error: None) -> None:
        self._subscribers: list[Callable[[Event], None]] = []
        self._on_error = on_error

    def subscribe(self, subscriber: Callable[[Event], None]) -> None:
        self._subscribers.append(subscriber)

    def emit(self, event: Event) -> None:
        for subscriber in self._subscribers:
            try:
                subscriber(event)
            except Exception as error:  # a broken report must not change what happens to mail
                with contextlib.suppress(Exception):
                    self._on_error(error)
