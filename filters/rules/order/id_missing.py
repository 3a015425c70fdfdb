"""order/id-missing: a proactive message without an order id.

What it finds
    A message the seller starts that has no order id (three, seven and seven digits, joined by hyphens; digits of any
    script) in subject or text. A mistyped or shortened id is none.

Why
    Proactive messages are only allowed about an order, and have to name it.

Example
    bare: Your parcel is on its way and will arrive on Monday.
    bare: Your parcel for order 305-123456-7654321 is on its way.

Allowed
    bare: Your parcel for order 305-1234567-7654321 is on its way.

Fix
    Where order or thread data name exactly one order, its id is appended to the subject. Else the message is held.

Options
    None.

Source
    Marketplace communication guidelines: proactive messages name the order id (S2, S3).
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.order_ids import find_order_ids
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule
from filters.rules.subject.order_id import named

_NOTE = "the message names no order"


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    if any(find_order_ids(surface.folded) for surface in mail.of_kind("subject", "text", "html")):
        return
    subject = mail.subject
    if subject is not None and len(facts.order_ids) == 1:
        yield named(mail, subject, facts.order_ids[0], _NOTE)
    elif subject is not None:
        yield subject.found(0, len(subject.text), note=_NOTE)
    else:
        yield Found("subject", "", mail.message.root.start, mail.message.root.start, _NOTE)


RULE = Rule(
    name="order/id-missing",
    check=check,
    summary="A proactive message without an order id.",
    clause="A proactive message names the order it is about.",
    advice="Write the order id into the subject.",
    default=Action.FIX,
    fixable=True,
    starts_only=True,
)
