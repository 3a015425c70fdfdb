"""payment/card: a payment card number.

What it finds
    Numbers with the range, the length and the check digit of a card, grouped or not, in digits of any script or in words:
    the buyer's card repeated, or one that a refund is said to go to.

Why
    A card number in a mail is open to everybody who handles the mail, and the marketplace does all payments.

Example
    text: We put the money back on 4111 1111 1111 1111 this morning.
    text: Die Karte 5555-5555-5555-4444 wurde zweimal belastet.
    html: <p>Su tarjeta <b>3782</b> 822463 10005 caduca pronto.</p>

Allowed
    text: The refund went to the card ending in 1881.
    text: IMEI 378282246310005, tracking number 4111111111111111.
    text: The paper card in the wallet says 1234 5678 9012 3456.

Fix
    The number is masked by "[removed]" in the message's language, or goes with its line.

Options
    None.

Source
    No card data in messages: S0.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.cards import find_cards
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import is_news, masked, texts
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    told: set[tuple[int, int]] = set()
    for surface in texts(mail):
        for hit in find_cards(surface.folded):
            if is_news(surface, hit.start, hit.end, told):
                yield masked(mail, surface, hit.start, hit.end, "a payment card number")


RULE = Rule(
    name="payment/card",
    check=check,
    summary="A payment card number.",
    clause="No payment card data in messages.",
    advice="Name the last four digits at most.",
    default=Action.FIX,
    fixable=True,
)
