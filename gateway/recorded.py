"""What is recorded of a message: how it ended, and what that tells when the same message comes again."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.envelope import Reply


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a message ended. `outcome`: forward, hold, reject; `reply` is the relay's, where it was asked."""

    outcome: str
    reply: Reply | None = None
    relay: str = ""
    held_id: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The record of a message that came before: its id, and how it ended, as in `Outcome`."""

    id: str
    outcome: str
    reply: Reply | None
    held_id: str | None
