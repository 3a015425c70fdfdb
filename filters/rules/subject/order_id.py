"""subject/order-id: a proactive message whose subject lacks the order id that its body has.

What it finds
    A message the seller starts with an order id in the text and none in the subject. (With none at all it is
    `order/id-missing`.)

Why
    The marketplace and the buyer file a message by the order id in its subject.

Example
    subject+text: Your parcel | The parcel for order 305-1234567-7654321 leaves tomorrow.

Allowed
    subject+text: Order 305-1234567-7654321: your parcel | The parcel for 305-1234567-7654321 leaves tomorrow.

Fix
    The id is appended to the subject, in the message's language.

Options
    None.

Source
    Marketplace guideline of 2018 on proactive messages (S3).
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.order_ids import find_order_ids
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail import wording
from filters.mail.mail import Mail
from filters.mail.surface import Surface
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    subject = mail.subject
    if subject is None or find_order_ids(subject.folded):
        return
    ids = dict.fromkeys(hit.text for surface in mail.of_kind("text", "html") for hit in find_order_ids(surface.folded))
    if len(ids) == 1:
        yield named(mail, subject, next(iter(ids)), "the subject does not name the order")


def named(mail: Mail, subject: Surface, order: str, note: str) -> Found:
    """The finding whose repair appends the order id to the subject."""
    end = len(subject.text.rstrip())
    tail = f"({wording.word(wording.ORDER, mail.language)} {order})"
    fix = f"{subject.text[:end]} {tail}".strip()
    edit = subject.replace(end, end, f" {tail}" if end else tail)
    return subject.found(0, end, note=note, fix=fix, edits=edit)


RULE = Rule(
    name="subject/order-id",
    check=check,
    summary="The subject lacks the order id that the text has.",
    clause="A proactive message names its order in the subject.",
    advice="Put the order id into the subject.",
    default=Action.FIX,
    fixable=True,
    starts_only=True,
)
