"""What the desk gives to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from filters.facts import Facts
from filters.finding import Action, Finding
from filters.showing.values import Difference, Shown
from filters.verdict import Verdict
from gateway.store import forms
from gateway.store.held_message import HeldMessage, State, sha256
from gateway.store.reviews import Standing

CLEANED, ORIGINAL, EDITED = "cleaned", "original", "edited"
"""The forms a message can be released in: with the policy's repairs, as it came, as a reviewer wrote it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A held message with all that is known of it. `mine`: whoever opened it may decide, for nobody else has it."""

    message: HeldMessage
    standing: Standing
    mine: bool

    @property
    def id(self) -> str:
        return self.message.summary.id

    @property
    def waits(self) -> bool:
        """Whether anything is left to decide."""
        return self.message.summary.state is State.HELD

    @property
    def facts(self) -> Facts:
        return forms.load_facts(self.standing.facts)

    @property
    def stopping(self) -> list[Finding]:
        """The findings that hold it."""
        return [found for found in self.message.verdict.findings if found.action >= Action.HOLD and not found.shadow]

    @property
    def by_gravity(self) -> list[tuple[int, Finding]]:
        """Every finding with its number, what stops the message first."""
        numbered = list(enumerate(self.message.verdict.findings))
        return sorted(numbered, key=lambda each: (each[1].shadow, -each[1].action))

    def content(self, form: str) -> bytes:
        """The bytes that a release in this form sends. Raises KeyError where there is none."""
        makers: dict[str, Callable[[], bytes]] = {
            CLEANED: lambda: self.message.verdict.outgoing,
            ORIGINAL: lambda: self.message.envelope.raw,
        }
        if self.standing.edit is not None:
            edit = self.standing.edit
            makers[EDITED] = lambda: edit.content
        return makers[form]()

    def sha256(self, form: str) -> str:
        return sha256(self.content(form))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision, in words for the reviewer. `settled`: nothing is left to do about the message."""

    done: bool
    text: str
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A message as a reviewer wrote it, inspected. `content` is what would be sent, with the policy's repairs."""

    content: bytes = field(repr=False)
    sha256: str
    verdict: Verdict
    shown: Shown
    differences: tuple[Difference, ...]

    @property
    def stopping(self) -> list[Finding]:
        """What would still hold it."""
        return [found for found in self.verdict.findings if found.action >= Action.HOLD and not found.shadow]
