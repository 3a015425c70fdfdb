"""What notices say: subject and text, in the language of the policy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from filters.catalogue import BY_NAME
from filters.finding import Action, Finding
from filters.reason import enforced
from filters.wording import ENGLISH, Wording
from gateway.notices.letter import one_line
from gateway.store.notices import HELD, Subject, Waits
from gateway.store.queue import Listed

FINDINGS = 20
_TIME = "%Y-%m-%d %H:%M UTC"

Text = tuple[str, str]
"""(subject, text)"""


def about(kind: str, message: Subject, wording: Wording) -> Text:
    """To the sender of a message that is held, or that a person rejected."""
    said = wording.phrase
    if kind == HELD:
        head = said("Your message is held for review ({})", message.held_id)
        opening = said("A person will look at this message before it can be sent:")
    else:
        head = said("Your message was rejected ({})", message.held_id)
        opening = said("A person looked at this message and decided not to send it:")
    which = [one_line(message.subject), said("received {}", message.received_at.strftime(_TIME))]
    parts = [opening, "\n".join(f"    {line}" for line in which if line)]
    if kind != HELD:
        parts.append(said("The reason given: {}", one_line(message.reason, 1_000)))
    return head, _closed([*parts, *_reasons(message, wording)], wording)


def digest(now: datetime, waits: Waits, first: Sequence[Listed], hours: int, console: str) -> Text:
    """To a reviewer, in English as the console is. No words of a mail: whoever may read them can do so in the console."""
    head = f"{waits.number} held, {waits.late} overdue, {waits.soon} due within {hours} hours"
    lines = "\n".join(map(_line, first))
    parts = [f"On {now.strftime(_TIME)}: {head}.", lines and f"Due first, one for each kind:\n{lines}", console]
    return f"Held messages: {head}", _closed([part for part in parts if part], ENGLISH)


def _line(item: Listed) -> str:
    due = item.due_at.strftime(_TIME) if item.due_at else "-"
    return f"{item.id}  due {due}  {item.account}  {', '.join(item.rules)}"


def _closed(parts: Sequence[str], wording: Wording) -> str:
    last = wording.phrase("This notice was written by a program; nobody reads answers to it.")
    return "\n\n".join([*parts, last]) + "\n"


def _reasons(message: Subject, wording: Wording) -> list[str]:
    found = [it for action in (Action.REJECT, Action.HOLD) for it in enforced(message.verdict, action)]
    more = [wording.phrase("and {} more", str(len(found) - FINDINGS))] if len(found) > FINDINGS else []
    return [wording.phrase("What was found:"), *(_reason(it, wording) for it in found[:FINDINGS]), *more] if found else []


def _reason(finding: Finding, wording: Wording) -> str:
    """The rule, the words, what is wrong and what to write instead."""
    rule = BY_NAME.get(finding.rule)
    words = [f'"{one_line(finding.words)}"'] if finding.words else []
    told = [wording.note(finding.note), wording.advice(rule) if rule else ""]
    return "\n".join([f"* {finding.rule}", *(f"    {one_line(line, 1_000)}" for line in [*words, *told] if line)])
