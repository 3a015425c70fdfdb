"""order/window: a proactive message long after the order.

What it finds
    A message the seller starts more than 30 days after the order was completed, where order data tell when that was. Answers to
    the buyer's own messages are not concerned.

Why
    The marketplace takes proactive messages within 30 days only.

Example
    None: what is found depends on the day of completion.

Allowed
    text: Hello.

Fix
    None.

Options
    last = 30: days from completion.

Source
    Proactive messages are sent within 30 days of completion: S2, A.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """last: days from completion."""

    last: int = 30


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    if facts.completed is not None and facts.now - facts.completed > timedelta(days=options.last):
        days = (facts.now - facts.completed).days
        yield Found("envelope", facts.completed.date().isoformat(), note=f"the order was completed {days} days ago")


RULE = Rule(
    name="order/window",
    check=check,
    summary="A proactive message more than 30 days after the order's completion.",
    clause="Proactive messages are sent within 30 days of the order's completion.",
    advice="Write about this order only in answer to the buyer's own messages.",
    default=Action.REJECT,
    starts_only=True,
    options=Options,
)
