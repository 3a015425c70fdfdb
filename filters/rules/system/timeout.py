"""system/timeout: the inspection of a message took too long.

What it finds
    The inspection did not end within its deadline, and the process that ran it was killed.

Why
    One message must not stop the others, and a message nobody could inspect must not go out: a person decides.

Example
    None: this finding is made by the gateway's inspector, not by looking at a message.

Allowed
    None.

Fix
    None. A policy can set nothing but `hold`.

Options
    None.

Source
    None of the marketplace: the gateway fails closed and always answers.
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
    name="system/timeout",
    check=check,
    summary="The inspection of a message took too long.",
    clause="The gateway's own: a message that could not be inspected or repaired safely waits for a person.",
    advice="The inspection of this message took too long; a person will look at it.",
    default=Action.HOLD,
)
