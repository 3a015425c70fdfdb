"""order/shipment: a shipment confirmation that lacks something.

What it finds
    A message that goods are on their way, and that does not name the address, the items with their number, the carrier, the
    tracking number and the expected date.

Why
    The edition of 2018 asks for them.

Example
    text: Your order was shipped today.
    text: Ihre Bestellung wurde heute verschickt.

Allowed
    text: Shipped today to 12 Mill Lane, LS1 4AB: 2 x enamel mug, carrier UPS, 1Z99A8Y70362114489, expected on 4 March.
    text: Which day suits you for the delivery?

Fix
    None.

Options
    None.

Source
    Shipment confirmations name all these: S3. Off in later editions, in which there is no such confirmation.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.particulars import ADDRESS, CARRIER, DATE, QUANTITY, TRACKING, names
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.purposes import body
from filters.rule import NoOptions, Rule

_WANTED = {
    "the address": ADDRESS,
    "the items": QUANTITY,
    "the carrier": CARRIER,
    "the tracking number": TRACKING,
    "the expected date": DATE,
}


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for told in body(mail, "order.shipped"):
        if not told.sentence.questions:
            lacking = [what for what, form in _WANTED.items() if not names(told.surface.folded, form)]
            if lacking:
                yield told.found(f"lacks {', '.join(lacking)}")
                return


RULE = Rule(
    name="order/shipment",
    check=check,
    summary="A shipment confirmation lacks address, items, carrier, tracking number or expected date.",
    clause="A shipment confirmation names address, items and quantity, carrier, tracking number and expected date.",
    advice="Name what is missing.",
    default=Action.OFF,
)
