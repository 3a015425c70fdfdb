"""The SMTP values every part of the gateway shares: paths, clients, replies, one received message."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Path:
    """A reverse- or forward-path (RFC 5321 4.1.2): the bytes on the wire between `<` and `>`, and its ESMTP parameters.

    `address` is b"" for the null sender. `params` are raw `KEYWORD[=value]` in the order given, keyword upper-cased.
    """

    address: bytes
    params: tuple[bytes, ...] = ()

    def __str__(self) -> str:
        return self.address.decode("utf-8")

    @property
    def domain(self) -> str:
        """The domain, lower-case; '' for the null sender and for `Postmaster`."""
        return str(self).rpartition("@")[2].lower() if b"@" in self.address else ""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A login's secret, kept only for passing it through to the relay. Never logged: it has no readable repr."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Client:
    """Who is at the other end of an SMTP session."""

    ip: str
    port: int = 0
    helo: str = ""
    login: str | None = None
    tls: bool = False
    credentials: Credentials | None = field(default=None, repr=False)
    """Only with AUTH passed through to the relay."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One received message, whole: `raw` is dot-unstuffed, every line ends in CRLF."""

    id: str
    received_at: datetime
    client: Client
    mail_from: Path
    rcpt_to: tuple[Path, ...]
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """An SMTP reply. `text` may hold several lines, split by \\n; `enhanced` is an RFC 3463 code or ''."""

    code: int
    enhanced: str
    text: str

    @property
    def positive(self) -> bool:
        return 200 <= self.code < 400

    @property
    def transient(self) -> bool:
        return 400 <= self.code < 500

    def encode(self) -> bytes:
        """The reply's lines on the wire (RFC 5321 4.2.1), control characters replaced, lines at most 510 octets."""
        return _encoded(self)


_LINE = 500
"""Octets of a reply line after its code."""


@functools.lru_cache(maxsize=256)
def _encoded(reply: Reply) -> bytes:
    """Most replies are the same few."""
    prefix = f"{reply.enhanced} " if reply.enhanced else ""
    *before, last = [_line(prefix + line) for line in reply.text.split("\n")]
    return "".join([*(f"{reply.code}-{line}\r\n" for line in before), f"{reply.code} {last}\r\n"]).encode("utf-8")


def _line(text: str) -> str:
    if text.isascii() and text.isprintable() and len(text) <= _LINE:
        return text
    printable = "".join(c if c.isprintable() else "?" for c in text)
    return printable.encode("utf-8")[:_LINE].decode("utf-8", "ignore")


class Refused(Exception):
    """Raised where a reply ends what was asked for; the reply is the whole story the client may hear."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"{reply.code} {reply.enhanced} {reply.text}")
        self.reply = reply
