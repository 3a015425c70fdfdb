"""promotion/marketing: promotion of the seller, the brand or a sale.

What it finds
    Sales and deals for everybody, newsletters, clubs, registering for offers, "follow us", launches, events, and praise of the
    brand that is meant to sell.

Why
    Messages serve the order at hand; marketing in them costs the right to send any.

Example
    text: Our big summer sale starts on Friday, up to 50% off everything.
    text: Melden Sie sich für unseren Newsletter an.
    text: Suivez-nous sur Instagram pour ne rien manquer.

Allowed
    text: The blanket is 80% wool, woven in Donegal, and weighs 1.1 kg.
    text: We send no newsletter, and nobody has to join anything for the warranty.
    text: Die Garantie gilt zehn Jahre gegen Durchrosten.

Fix
    None.

Options
    None.

Source
    No marketing or promotion: S0, S2, S3, S4; GUIDELINES 30.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.promoting import says
from filters.rule import NoOptions, Rule

_KINDS = {
    "promotion.sale": "a sale",
    "promotion.deal": "a quantity deal",
    "promotion.club": "a newsletter, a club or a list of customers",
    "promotion.follow": "an invitation to follow",
    "promotion.launch": "a launch",
    "promotion.event": "an event",
    "promotion.praise": "praise that is meant to sell",
}

_INSTEAD = {
    "promotion.event": ("reviews.review", "reviews.ask_review"),
    "promotion.follow": ("contact.invite",),
}
"""What the words of a kind are for where the sentence names one of these: a raffle for a review, a chat by messenger."""
"""A raffle among reviewers is `reviews/incentive`'s matter."""


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for told in said(mail, *_KINDS):
        kind = next((kind for kind in _KINDS if says(told.sentence, kind)), None)
        if kind and not told.sentence.has("promotion.plain", *_INSTEAD.get(kind, ())):
            yield told.found(_KINDS[kind])


RULE = Rule(
    name="promotion/marketing",
    check=check,
    summary="Promotion: a sale, a newsletter or club, following, praise of the brand.",
    clause="No marketing or promotional content in messages to buyers.",
    advice="Keep to the order: what the buyer asked or needs to know.",
    default=Action.HOLD,
)
