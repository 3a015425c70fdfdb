"""reviews/pressure: pleading for a review.

What it finds
    Guilt, pity or fear used to get a review ("our small family business depends on it"), and one message that asks three
    times or more.

Why
    A review is the buyer's free choice.

Example
    text: We are a small family business and our survival depends on your review.
    text: Please, please leave us a review, without reviews we have to close.

Allowed
    text: Please leave a review if you find the time.
    text: We are a small family business in Kent. Your lamp ships today.

Fix
    None.

Options
    None.

Source
    No language that persuades buyers to review: GUIDELINES 40; trade sources A.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import Told, readings
from filters.promoting import says
from filters.reviewing import about_reviews, asks, seen
from filters.rule import NoOptions, Rule

_TOO_OFTEN = 3


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    yield from seen(mail, "pleads for a review", ("reviews.plead",), _pleads)
    yield from _repeated(mail)


def _pleads(sentence: Sentence) -> bool:
    return not sentence.has("reviews.neutral") and says(sentence, "reviews.plead") and about_reviews(sentence, 2, 2)


def _repeated(mail: Mail) -> Iterator[Found]:
    for surface, reading in readings(mail):
        asking = [
            sentence for sentence in reading.naming("reviews.ask_review") if asks(sentence) and sentence.has("common.please")
        ]
        if len(asking) >= _TOO_OFTEN and not any(sentence.has("reviews.plead") for sentence in asking):
            yield Told(surface, asking[-1]).found("asks again and again")


RULE = Rule(
    name="reviews/pressure",
    check=check,
    summary="Pleading, guilt or repeated requests for a review.",
    clause="Buyers are not pressed into a review.",
    advice="Ask once, in a neutral sentence, without what depends on it.",
    default=Action.HOLD,
)
