"""Where mail goes: one relay's settings, and the routes that choose a relay by sender or login."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from gateway.envelope import Client, Path

Tls = Literal["none", "starttls", "implicit", "opportunistic"]
"""`starttls` and `implicit` are promises: without TLS no mail. `opportunistic` takes what is offered and verifies nothing."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. Shorter than RFC 5321 4.5.3.2 where the gateway's own client waits meanwhile and must hear 451 in time."""

    slot: float = 10.0
    """For a free connection, when all are in use."""
    connect: float = 10.0
    """For DNS and TCP, and again for a TLS handshake."""
    greeting: float = 30.0
    command: float = 60.0
    """For the reply to EHLO, STARTTLS, AUTH, MAIL, RCPT and DATA."""
    transfer: float = 90.0
    """From 354 until the whole message is written: under the 100 s after which a Postfix in front gives up."""
    final: float = 600.0
    """For the reply to the final dot (RFC 5321 4.5.3.2.6): the relay may have the message, so patience avoids a duplicate."""
    farewell: float = 5.0
    """For the replies to RSET and QUIT, which nobody waits for."""


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """One relay. Raises `ValueError` for what could never work."""

    host: str
    port: int = 25
    tls: Tls = "opportunistic"
    verify: bool = True
    ca_file: str = ""
    """PEM file of the authorities to trust; '' for those of the system."""
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    hello: str = "localhost"
    """The name given in EHLO: the gateway's own, fully qualified."""
    connections: int = 20
    """At most so many at once, idle ones included."""
    idle: float = 30.0
    """Seconds an unused connection is kept. Short, since a relay or a firewall that forgot it costs a retry."""
    timeouts: Timeouts = Timeouts()

    def __post_init__(self) -> None:
        if self.tls not in get_args(Tls):
            raise ValueError(f"tls must be one of {', '.join(get_args(Tls))}, not {self.tls!r}")
        if self.connections < 1:
            raise ValueError("connections must be at least 1")
        if bool(self.username) != bool(self.password):
            raise ValueError("username and password belong together")


@dataclass(frozen=True, slots=True)
class Route:
    """A relay and the mail it is for. What is empty matches everything; both given, both must match."""

    name: str
    relay: RelaySettings
    senders: frozenset[str] = frozenset()
    """Domains of MAIL FROM, lower-case."""
    logins: frozenset[str] = frozenset()

    def matches(self, client: Client, mail_from: Path) -> bool:
        sender = not self.senders or mail_from.domain in self.senders
        return sender and (not self.logins or client.login in self.logins)


def choose(routes: Sequence[Route], client: Client, mail_from: Path) -> Route:
    """The first route that matches; the last is for everything else."""
    return next((route for route in routes if route.matches(client, mail_from)), routes[-1])
