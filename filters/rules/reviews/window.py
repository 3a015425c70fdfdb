"""reviews/window: a request for a review too early or too late.

What it finds
    A sentence that asks for a review, a rating or feedback before the fifth or after the thirtieth day from delivery, where
    order data tell when that was.

Why
    Before, the buyer has hardly used the product; after, the marketplace takes the request for a nuisance.

Example
    None: what is found depends on the day of delivery.

Allowed
    text: Please leave a review if you find the time.

Fix
    None. Send the request within the window.

Options
    first = 5, last = 30: days from delivery.

Source
    When reviews may be asked for: S2, A.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.reviewing import asks
from filters.rule import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """first, last: days from delivery."""

    first: int = 5
    last: int = 30


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    if facts.delivered is None:
        return
    passed = facts.now - facts.delivered
    if timedelta(days=options.first) <= passed <= timedelta(days=options.last):
        return
    note = f"a request {max(passed.days, 0)} days after delivery"
    for told in said(mail, "reviews.ask_review"):
        if asks(told.sentence):
            yield told.found(note)


RULE = Rule(
    name="reviews/window",
    check=check,
    summary="A request for a review before 5 or after 30 days from delivery.",
    clause="A review is asked for between 5 and 30 days after delivery.",
    advice="Send the request between the fifth and the thirtieth day after delivery.",
    default=Action.HOLD,
    trial=True,
    options=Options,
)
