"""What the store knows about a held message."""

from __future__ import annotations

import contextlib
import enum
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from filters.verdict import Verdict
from gateway.envelope import Envelope, Path, Reply


class State(enum.StrEnum):
    """held -> releasing -> released, or back to held where the relay did not take it; held -> rejected."""

    HELD = "held"
    RELEASING = "releasing"
    RELEASED = "released"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class HeldSummary:
    """A held message in a list.

    rules   the rules that stopped it
    reply   the relay's last answer to a release
    reason  why a reviewer rejected it, or ''
    stuck   a release was begun and never ended: the relay may or may not have the message, a person must find out
    """

    id: str
    state: State
    held_at: datetime
    mail_from: Path
    rcpt_to: tuple[Path, ...]
    size: int
    rules: tuple[str, ...]
    decided_by: str | None = None
    decided_at: datetime | None = None
    reply: Reply | None = None
    reason: str = ""
    stuck: bool = False


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """A held message, whole. `envelope.raw` is what came in, `verdict.outgoing` what is sent when it is released."""

    summary: HeldSummary
    envelope: Envelope
    verdict: Verdict = field(repr=False)
    intact: bool = True
    """Both are still the bytes that were held."""


class Damaged(Exception):
    """The stored bytes are not those that were held. They are never sent."""


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """While stored rows are made into values: raises `Damaged` where they are none."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged(
            f"the store is damaged, a held message cannot be read ({type(error).__name__}): check the database"
        ) from error


def sha256(content: bytes) -> str:
    """The digest in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
