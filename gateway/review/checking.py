"""Checking a message that nobody has sent: what the policy says of it, and how it would read."""

from __future__ import annotations

from dataclasses import dataclass, field

from filters.facts import Facts
from filters.showing.values import Shown, ShownText
from filters.verdict import Verdict
from gateway.ports import Inspector
from gateway.review.reader import Reader, Unreadable


@dataclass(frozen=True, slots=True)
class Checked:
    """`shown` is None where the message could be inspected but not read for people; `unreadable` says why."""

    raw: bytes = field(repr=False)
    verdict: Verdict
    shown: Shown | None
    unreadable: str = ""

    @property
    def cleaned(self) -> tuple[ShownText, ...]:
        """The texts as they would be sent, the subject first."""
        if self.shown is None or self.shown.sent:
            return self.shown.sent if self.shown else ()
        subject = (ShownText("subject", "Subject", self.shown.subject),) if self.shown.subject else ()
        return subject + self.shown.texts


class Checking:
    """Nothing is kept: neither the message nor that it was checked."""

    def __init__(self, inspector: Inspector, reader: Reader) -> None:
        self._inspector = inspector
        self._reader = reader

    async def check(self, raw: bytes, facts: Facts) -> Checked:
        """By the policy of `facts.account`, in the inspector's own bounds. Raises `Refused` where there is too much to do."""
        verdict = await self._inspector.inspect(raw, facts)
        try:
            shown = await self._reader.show(raw, verdict.outgoing, verdict.findings, facts)
        except Unreadable as error:
            return Checked(raw, verdict, None, str(error))
        return Checked(raw, verdict, shown)
