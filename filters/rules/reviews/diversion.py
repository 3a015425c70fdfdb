"""reviews/diversion: steering the unhappy away from reviewing.

What it finds
    Asking buyers with a complaint to come to the seller before or instead of a review, to wait with it, or the happy to the
    product page and the others to the seller.

Why
    Reviews would show the good half only.

Example
    text: Before leaving negative feedback, please contact us.
    text: Bitte warten Sie mit Ihrer Bewertung, bis wir das Problem gelöst haben.

Allowed
    text: If anything is wrong with the lamp, please write to us and we will help.
    text: Please leave a review. Good or bad, we read them all.

Fix
    None.

Options
    None.

Source
    Negative reviews may not be asked to go to the seller: S3; trade sources A.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.reviewing import about_reviews, asks, only_if, only_if_happy, seen
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    names = ("reviews.hold_back", "reviews.unhappy", "reviews.postpone", "reviews.silence")
    yield from seen(mail, "steers the unhappy away from a review", names, _steers)


def _steers(sentence: Sentence) -> bool:
    if sentence.has("reviews.neutral") or (sentence.has("reviews.change_ask") and not sentence.has("reviews.contact_us")):
        return False
    if sentence.has("reviews.silence") or (sentence.has("reviews.postpone") and not sentence.negated("reviews.postpone")):
        return True
    if sentence.has_all("reviews.benefit", "reviews.tie") and not sentence.has("reviews.contact_us"):
        return False
    public_anger = sentence.has_all("reviews.public", "reviews.unhappy")
    if sentence.has("reviews.hold_back") and (public_anger or about_reviews(sentence, 1, 0)):
        return sentence.has("reviews.contact_us", "reviews.unhappy", "common.not") or _answered(sentence)
    return sentence.has("reviews.unhappy") and (sentence.has("reviews.contact_us") or _answered(sentence)) and _parted(sentence)


def _answered(sentence: Sentence) -> bool:
    following = sentence.following
    return following is not None and following.has("reviews.contact_us")


def _parted(sentence: Sentence) -> bool:
    """Whether the happy are sent to the reviews just before, or the seller wants to be the first to hear."""
    around = (sentence, *sentence.near(2, 1))
    if any(map(only_if, around)):
        return True
    if any(map(only_if_happy, around)) and any(asks(other) or other.has("reviews.public") for other in around):
        return True
    return sentence.has("common.before", "common.first") and about_reviews(sentence, 1, 0)


RULE = Rule(
    name="reviews/diversion",
    check=check,
    summary="Steering unhappy buyers to the seller before or instead of a review.",
    clause="Buyers with a complaint are not asked to come to the seller before or instead of a review.",
    advice="Offer help without a word about reviews.",
    default=Action.HOLD,
)
