"""reviews/repeat: a second request for a review of the same order.

What it finds
    A sentence that asks for a review, a rating or feedback where an earlier message to this buyer did so for the same order.
    Where one of the two messages names no order it is taken for the same one, but unsure: that holds at most.

Why
    A buyer is asked once; asking again presses.

Example
    None: what is found depends on the history of earlier messages.

Allowed
    text: Please leave a review if you find the time.

Fix
    None. Leave the request out.

Options
    None.

Source
    One review request for each order: S2, S3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from filters.facts import Earlier, Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.ordering import named_orders
from filters.reviewing import asks
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    orders = named_orders(mail) or facts.order_ids
    asked = [earlier for earlier in facts.earlier if earlier.asks_review and _may_be_same(earlier, orders)]
    if not asked:
        return
    sure = any(set(earlier.order_ids).intersection(orders) for earlier in asked)
    note = f"a review was asked for before, on {asked[0].at:%Y-%m-%d}"
    for told in said(mail, "reviews.ask_review"):
        if asks(told.sentence):
            yield replace(told.found(note), unsure=not sure)


def _may_be_same(earlier: Earlier, orders: Sequence[str]) -> bool:
    return not orders or not earlier.order_ids or bool(set(earlier.order_ids).intersection(orders))


RULE = Rule(
    name="reviews/repeat",
    check=check,
    summary="A second request for a review of the same order.",
    clause="A buyer is asked for a review of an order once.",
    advice="Leave the request out; the buyer was asked before.",
    default=Action.REJECT,
)
