"""system/crash: the inspection of a message failed.

What it finds
    A rule, or the reading of the message itself, ended in an error. The finding names the rule and the place in the
    code; the other rules have still looked.

Why
    A message nobody could inspect must not go out as if it had been found clean. The gateway fails closed: a person
    decides.

Example
    None: this finding is made by `filters.inspection`, not by looking at a message.

Allowed
    None.

Fix
    None. A policy can set nothing but `hold`. Report the error with the held message's id.

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
    name="system/crash",
    check=check,
    summary="The inspection of a message failed.",
    clause="The gateway's own: a message that could not be inspected or repaired safely waits for a person.",
    advice="The inspection of this message failed; a person will look at it.",
    default=Action.HOLD,
)
