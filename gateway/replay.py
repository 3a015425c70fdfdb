"""A policy tried on messages that were decided before: what would be decided otherwise, and what would be sent otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from difflib import unified_diff

from filters.facts import Facts
from filters.mail.mail import Mail
from filters.verdict import Verdict
from gateway.ports import Inspector
from gateway.store.held_rows import decisions
from gateway.store.kept import Kept

AT_ONCE = 8
"""Messages in work together: enough to keep the inspector's workers busy."""
_CONTEXT = 0


@dataclass(frozen=True, slots=True)
class Replayed:
    """A message and what the policy tried makes of it.

    gone, new  (rule, action, shadow) that only the decision of then, or only that of now, has
    texts      the lines of subject and texts that would be sent otherwise, as `- then` and `+ now`
    """

    message: Kept
    verdict: Verdict
    gone: tuple[tuple[str, str, bool], ...]
    new: tuple[tuple[str, str, bool], ...]
    texts: tuple[str, ...]

    @property
    def decides_otherwise(self) -> bool:
        """Whether the message would end in another way: forwarded, held, rejected."""
        return self.verdict.outcome != self.message.outcome

    @property
    def changed(self) -> bool:
        """Whether the end of the message or a text of it would be another; findings alone do not count."""
        return self.decides_otherwise or bool(self.texts)


async def replay(messages: AsyncIterator[Kept], inspector: Inspector) -> AsyncIterator[Replayed]:
    """Each message with what the inspector's policy makes of it today, in the order given; the facts are those of then.

    Raises `Refused` where the inspector shuts down or the store does not work.
    """
    waiting: list[asyncio.Task[Replayed]] = []
    try:
        async for message in messages:
            waiting.append(asyncio.create_task(_again(message, inspector)))
            if len(waiting) >= AT_ONCE:
                yield await waiting.pop(0)
        while waiting:
            yield await waiting.pop(0)
    finally:
        for task in waiting:
            task.cancel()


async def _again(message: Kept, inspector: Inspector) -> Replayed:
    verdict = await inspector.inspect(message.original, message.facts)
    now = tuple(decisions(verdict))
    gone = tuple(it for it in message.rules if it not in now)
    new = tuple(it for it in now if it not in message.rules)
    return Replayed(message, verdict, gone, new, await asyncio.to_thread(_texts, message, verdict))


def _texts(message: Kept, verdict: Verdict) -> tuple[str, ...]:
    """What a buyer would read otherwise; of a message that was or would be refused, nothing was or would be read."""
    if verdict.outgoing == message.outgoing or "reject" in (message.outcome, verdict.outcome):
        return ()
    then, now = _read(message.outgoing, message.facts), _read(verdict.outgoing, message.facts)
    lines = [line for line in unified_diff(then, now, lineterm="", n=_CONTEXT) if not line.startswith(("---", "+++", "@@"))]
    return tuple(lines) or ("~ only what no reader sees",)


def _read(raw: bytes, facts: Facts) -> list[str]:
    surfaces = Mail.of(raw, facts).of_kind("subject", "text", "html")
    return [line for surface in surfaces for line in surface.text.splitlines()]
