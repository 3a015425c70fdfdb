"""order/return: a return confirmation that lacks something.

What it finds
    A message that a return came in or was accepted, and that does not name the items with their number, the amount of the
    refund and its date.

Why
    The edition of 2018 asks for them.

Example
    text: We have received your return. The refund will follow.
    text: Ihre Rücksendung ist eingegangen.

Allowed
    text: We received your return: 2 x enamel mug. 31.15 EUR were refunded on 4 March.
    text: Please print the return label first.

Fix
    None.

Options
    None.

Source
    Return confirmations name items, amount and date of the refund: S3. Off in later editions.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.particulars import AMOUNT, DATE, QUANTITY, names
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.purposes import body
from filters.rule import NoOptions, Rule

_WANTED = {"the items": QUANTITY, "the amount": AMOUNT, "the date of the refund": DATE}


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for told in body(mail, "order.returned"):
        lacking = [what for what, form in _WANTED.items() if not names(told.surface.folded, form)]
        if lacking:
            yield told.found(f"lacks {', '.join(lacking)}")
            return


RULE = Rule(
    name="order/return",
    check=check,
    summary="A return confirmation lacks the items, the amount or the date of the refund.",
    clause="A return confirmation names the items, the amount and the date of the refund.",
    advice="Name the items with their number, the amount and the date of the refund.",
    default=Action.OFF,
)
