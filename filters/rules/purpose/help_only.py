"""purpose/help-only: a message that only offers help.

What it finds
    A message the seller starts that says no more than that the buyer may write if there is a problem, with thanks or without.

Why
    The buyer finds the seller on the order page.

Example
    text: Should you run into any trouble, do not hesitate to contact us.
    text: Vielen Dank für Ihre Bestellung! Bei Fragen schreiben Sie uns einfach.

Allowed
    text: The engraving field was left blank. What should it say?
    text: Your order was damaged in our store, a new one leaves on Monday. If that is too late, tell us.

Fix
    None.

Options
    None.

Source
    No messages that only say "we are here to help": S2. An answer in an open thread is exempt.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.purposes import HELP, THANKS, only
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    return (told.found("only offers help") for told in only(mail, HELP, THANKS))


RULE = Rule(
    name="purpose/help-only",
    check=check,
    summary="A message that only offers help if there is a problem.",
    clause="No messages that only say that the seller is here to help.",
    advice="Do not send it; the buyer can write from the order page.",
    default=Action.HOLD,
    starts_only=True,
)
