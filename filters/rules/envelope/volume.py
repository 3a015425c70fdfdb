"""envelope/volume: more messages in a day than the account may send.

What it finds
    A message of an account that has sent as many messages since midnight UTC as the policy allows.

Why
    The marketplace restricts accounts that send more than orders explain; a campaign by mistake is seen after some messages.

Example
    None: what is found depends on the history of earlier messages.

Allowed
    text: Hello.

Fix
    None.

Options
    limit = 0: messages an account may send in a day, at most 10,000; 0: any number.

Source
    Marketplace help on restricted accounts (A); S1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """limit: messages an account may send in a day; 0: any number."""

    limit: int = 0


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    if 0 < options.limit <= facts.sent_today:
        yield Found("envelope", facts.account, note=f"the account has sent {facts.sent_today} messages today")


RULE = Rule(
    name="envelope/volume",
    check=check,
    summary="More messages in a day than the account may send.",
    clause="An account sends no more messages in a day than its limit.",
    advice="Send the message tomorrow, or have the limit raised.",
    default=Action.HOLD,
    options=Options,
)
