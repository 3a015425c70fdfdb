"""order/unavailable: an unavailable item without amount or reason.

What it finds
    A message that an ordered item cannot be delivered, and that lacks either that the amount was adjusted or why it cannot.

Why
    The seller adjusts the full amount first and tells the buyer then, with the reason.

Example
    text: Sorry, the blue teapot of your order is sold out.
    text: Die zweite Position Ihrer Bestellung ist nicht mehr lieferbar. Nehmen Sie auch Rot?

Allowed
    text: The teapot of your order broke in our store and cannot be sent. The full amount was refunded.
    text: Your two lamps come separately, the second on the 9th.

Fix
    None.

Options
    None.

Source
    Confirm the adjusted amount and name the reason: S2, S3. What is said before a purchase is not meant: RULES, "Boundaries".
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.order_ids import find_order_ids
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import Told
from filters.purposes import body
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    gone = [told for told in body(mail, "order.gone") if _lacks_an_item(mail, told)]
    if gone and not all(any(body(mail, name)) for name in ("order.adjusted", "order.reason")):
        yield from (told.found("lacks the adjusted amount or the reason") for told in gone)


def _lacks_an_item(mail: Mail, told: Told) -> bool:
    """Whether it says that an ordered item is unavailable; an answer is about an order only where it names it."""
    sentence = told.sentence
    if sentence.has("order.presale"):
        return False
    return not mail.reply or sentence.has("order.ordered") or bool(find_order_ids(told.surface.folded))


RULE = Rule(
    name="order/unavailable",
    check=check,
    summary="An item is unavailable, but the adjusted amount or the reason is missing.",
    clause="When an item is unavailable, the amount is adjusted first; the message confirms it and gives the reason.",
    advice="Adjust the amount, then write that it was adjusted and why.",
    default=Action.HOLD,
)
