"""purpose/thanks-only: a message that only thanks or wishes.

What it finds
    A message the seller starts in which there is nothing but thanks for the purchase, a welcome or good wishes.

Why
    Proactive messages are for what the order needs.

Example
    text: Thank you so much for your purchase. It means the world to us!
    text: Frohe Weihnachten und einen guten Rutsch wünschen wir Ihnen.

Allowed
    text: Thank you for your order. Could you tell us which of the two finishes you meant?
    text: Thanks for your order. Our courier is late because of the storm.

Fix
    None.

Options
    None.

Source
    No messages that only say thank you: S2. An answer in an open thread is exempt.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.purposes import THANKS, only
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    return (told.found("only thanks or wishes") for told in only(mail, THANKS))


RULE = Rule(
    name="purpose/thanks-only",
    check=check,
    summary="A message that only thanks for the purchase or wishes well.",
    clause="No messages that only say thank you.",
    advice="Do not send it; thank the buyer in a message that the order needs.",
    default=Action.HOLD,
    starts_only=True,
)
