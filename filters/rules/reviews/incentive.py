"""reviews/incentive: something of value for a review.

What it finds
    Money, a gift, a voucher, a refund, a raffle ticket, a discount or any later benefit that is tied to writing, changing or
    removing a review, rating or feedback.

Why
    A paid opinion is none; the marketplace closes accounts for it.

Example
    text: Leave a review and we will send you a 10 EUR gift card.
    text: A small thank-you is waiting once your words are online.
    text: Schreiben Sie eine Rezension. Als Dankeschön erhalten Sie einen Gutschein.

Allowed
    text: We refunded 5 EUR for the dent. You need not do anything.
    text: We cannot offer anything in return for a review.

Fix
    None.

Options
    None.

Source
    No compensation, gift, discount, refund or future benefit for a review: S2, S3, S4.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.reviewing import asks_near, refused, seen
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    yield from seen(mail, "offers something for a review", ("reviews.benefit",), _for_a_review)


def _for_a_review(sentence: Sentence) -> bool:
    """The benefit is tied to a review in the sentence itself, or by the sentences around it."""
    following = sentence.following
    if (following is not None and refused(following)) or sentence.has("reviews.explain"):
        return False
    if sentence.has_all("reviews.hold_back", "reviews.contact_us") and not sentence.has("reviews.reviewer"):
        return False
    tied = sentence.has("reviews.tie", "common.next_order") or sentence.has_all("common.if", "reviews.change_ask")
    if sentence.has("reviews.reviewer") or sentence.has_all("reviews.top", "reviews.review"):
        return not sentence.has("reviews.neutral")
    if sentence.has("reviews.review", "reviews.ask_review", "reviews.change_ask"):
        return tied
    return tied and asks_near(sentence, 2, 1)


RULE = Rule(
    name="reviews/incentive",
    check=check,
    summary="Something of value offered for a review, rating or feedback.",
    clause="No compensation for reviews: no money, gift, discount, refund, free item, raffle or later benefit.",
    advice="Take the offer out; a refund that the buyer is owed is given whatever they write.",
    default=Action.REJECT,
)
