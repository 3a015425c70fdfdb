"""system/integrity: the repairs of a message did not settle, or touched something else.

What it finds
    After five passes of repairs the message still asked for another; or the proof after a pass showed that a byte
    changed which no repair had named; or the repairs could not be written in the message's own charset.

Why
    What was inspected is what is sent, and what was not found stays as it was, byte for byte. Where that cannot be
    proven, a person decides.

Example
    None: this finding is made by `filters.inspection`, not by looking at a message.

Allowed
    None.

Fix
    None. A policy can set nothing but `hold`.

Options
    None.

Source
    None of the marketplace: what was inspected is what is sent, and untouched means untouched.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    yield from ()


RULE = Rule(
    name="system/integrity",
    check=check,
    summary="The repairs of a message did not settle, or touched something else.",
    clause="The gateway's own: a message that could not be inspected or repaired safely waits for a person.",
    advice="The repairs to this message could not be made safely; a person will look at it.",
    default=Action.HOLD,
)
