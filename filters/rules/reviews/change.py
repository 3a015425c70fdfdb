"""reviews/change: asking to change or remove a review.

What it finds
    A request to change, update, raise, reconsider or remove a review, rating or feedback, also after a problem was solved.

Why
    What buyers wrote is theirs.

Example
    text: Could you please update your review to five stars?
    text: Bitte löschen Sie die Bewertung, nachdem wir Ihnen das Geld erstattet haben.

Allowed
    text: Only you can edit your review, in your profile under Reviews.
    text: Please change the delivery address before Friday.

Fix
    None.

Options
    None.

Source
    No request to change or remove a review, even after an issue is resolved: S2, S3, S4.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.reviewing import about_reviews, seen
from filters.rule import NoOptions, Rule

_URGING = ("common.please", "common.demand", "reviews.wish", "reviews.benefit", "common.if")


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    names = ("reviews.change_ask", "reviews.change_it")
    yield from seen(mail, "asks to change or remove a review", names, _urged)


def _urged(sentence: Sentence) -> bool:
    pleading = sentence.has("common.please", "common.demand", "reviews.wish") and not sentence.negated("common.please")
    if sentence.has("reviews.explain") and not pleading:
        return False
    asked = sentence.questions and len(sentence.reading.sentences) > 1
    if not (sentence.has(*_URGING) or asked):
        return False
    if sentence.has("reviews.change_ask"):
        return sentence.has("reviews.their_review") or about_reviews(sentence, 2, 1)
    return any(other.has("reviews.review") for other in sentence.near(2, 0))


RULE = Rule(
    name="reviews/change",
    check=check,
    summary="A request to change, update or remove a review or feedback.",
    clause="Buyers are not asked to change or remove a review, even after an issue is resolved.",
    advice="Solve the problem and say nothing about the review.",
    default=Action.REJECT,
)
