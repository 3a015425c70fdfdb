"""purpose/tips: tips, manuals and recipes that nobody asked for.

What it finds
    A message the seller starts that tells how to use, clean or keep the product, or carries its manual or a recipe, and neither
    reports a trouble nor asks for what the order needs.

Why
    It may be welcome, but it is not needed to complete the order.

Example
    text: To get the best out of your headphones, charge them fully before first use.
    text: Waschen Sie die Decke höchstens einmal im Jahr und nie im Trockner.

Allowed
    text: Your orchid cannot travel in this frost. Shall we post it when it is warmer?
    text: The heater must not be run on an extension lead: a safety recall.

Fix
    None.

Options
    None.

Source
    Not necessary, sources disagree on whether it is allowed: GUIDELINES 41; trade sources A. An answer is exempt.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.purposes import CONFIRM, HELP, THANKS, TIPS, only
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    return (told.found("tells how to use or keep it") for told in only(mail, TIPS, CONFIRM, HELP, THANKS))


RULE = Rule(
    name="purpose/tips",
    check=check,
    summary="Usage tips, manuals or recipes that the buyer did not ask for.",
    clause="Proactive messages are for what the order needs.",
    advice="Put instructions into the parcel, or wait until the buyer asks.",
    default=Action.NOTE,
    starts_only=True,
)
