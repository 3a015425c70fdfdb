"""order/opted-out: a proactive message to a buyer who wants none.

What it finds
    A message the seller starts to a buyer who has opted out of them, as an imported list tells (`mailsluice optout`). Answers
    to the buyer's own messages are not concerned.

Why
    The marketplace returns such messages, and counts them.

Example
    None: what is found depends on the list of buyers who opted out.

Allowed
    text: Hello.

Fix
    None.

Options
    None.

Source
    Marketplace help on buyers who opt out of messages (S1, A).
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.marketplace import buyer_of
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    if facts.opted_out:
        yield Found("envelope", buyer_of(facts.rcpt_to) or "", note="the buyer has opted out of proactive messages")


RULE = Rule(
    name="order/opted-out",
    check=check,
    summary="A proactive message to a buyer who has opted out of them.",
    clause="Buyers who opted out get no proactive messages.",
    advice="Write to this buyer only in answer to the buyer's own messages.",
    default=Action.REJECT,
    starts_only=True,
)
