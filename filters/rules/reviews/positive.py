"""reviews/positive: asking for a good review.

What it finds
    A request, a wish or a hint for five stars, the best mark, a positive review or kind words, however it is put.

Why
    Reviews tell what buyers found; a seller may ask for one, not for a good one.

Example
    text: Please leave us a 5-star review.
    text: It would make our day to see all the little stars lit up.
    text: Wir würden uns über eine positive Bewertung sehr freuen.

Allowed
    text: Please leave an honest review, whatever you think.
    text: Would you leave a review on Amazon? One star or five, we read every one.
    text: The five-pointed star lamp needs two AA batteries.
    text: Thank you for your positive review.

Fix
    None: what the request should say instead is for its writer to decide.

Options
    None.

Source
    No language that encourages positive reviews or ratings: S2, S3; trade in reviews: S4.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.reviewing import ASKING, about_reviews, seen, thanks
from filters.rule import NoOptions, Rule

_URGING = ("reviews.benefit", "reviews.happy_if", "reviews.plead", "common.demand")


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    yield from seen(mail, "asks for a good review", ("reviews.top",), _wanted)


def _wanted(sentence: Sentence) -> bool:
    if sentence.has("reviews.neutral") or thanks(sentence) or sentence.has_all("reviews.hold_back", "reviews.contact_us"):
        return False
    return sentence.has(*ASKING, *_URGING) and about_reviews(sentence)


RULE = Rule(
    name="reviews/positive",
    check=check,
    summary="A request for a good, positive or five-star review or feedback.",
    clause="A review request is neutral: it does not ask for positive reviews or ratings.",
    advice="Ask for a review without saying which, or leave the request to the marketplace.",
    default=Action.REJECT,
)
