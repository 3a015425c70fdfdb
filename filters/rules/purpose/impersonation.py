"""purpose/impersonation: speaking for or as the marketplace.

What it finds
    A message that says it comes from the marketplace or one of its departments, speaks in its name, or lets it ask, decide
    or threaten.

Why
    Buyers trust the marketplace's word; the seller has none of it to give.

Example
    text: Amazon asks you to rate this seller.
    text: Hier ist der Amazon-Kundendienst, bitte bestätigen Sie Ihre Angaben.

Allowed
    text: Amazon has given you the money back already.
    text: I am not Amazon, please ask their customer service.

Fix
    None.

Options
    None.

Source
    No messages in the marketplace's name: GUIDELINES 45; trade sources A.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    return (told.found("speaks for the marketplace") for told in said(mail, "purpose.speaks"))


RULE = Rule(
    name="purpose/impersonation",
    check=check,
    summary="Speaking for or as the marketplace.",
    clause="The seller is not the marketplace and does not speak for it.",
    advice="Write in your own name.",
    default=Action.HOLD,
)
