"""reviews/conditional: asking only happy buyers for a review.

What it finds
    A request for a review under the condition that the buyer is content ("if you love it, tell others"), in one sentence or in
    two that follow each other ("You like it? Then …", "Does it hold the heat? If so, …").

Why
    Reviews asked only from the happy do not tell what buyers found.

Example
    text: If you are happy with your lamp, please leave a review on the product page.
    text: Gefällt Ihnen das Kissen? Dann schreiben Sie doch eine Rezension.

Allowed
    text: Happy or not, please leave a review.
    text: If you like the red one better, we will exchange it.

Fix
    None.

Options
    None.

Source
    No request for a review only if the buyer had a positive experience: S2, S3.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.reviewing import asks, only_if, only_if_happy, seen
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    names = ("reviews.happy", "reviews.happy_if", "reviews.provided", "reviews.if_so")
    yield from seen(mail, "asks only happy buyers for a review", names, _only_the_happy)


def _only_the_happy(sentence: Sentence) -> bool:
    if sentence.has("reviews.postpone") or sentence.has_all("reviews.hold_back", "reviews.contact_us"):
        return False
    return only_if(sentence) or (only_if_happy(sentence) and _leads_to_request(sentence))


def _leads_to_request(sentence: Sentence) -> bool:
    following = sentence.following
    if asks(sentence):
        return True
    if following is None or following.has("reviews.neutral") or following.has_all("reviews.hold_back", "reviews.contact_us"):
        return False
    return asks(following)


RULE = Rule(
    name="reviews/conditional",
    check=check,
    summary="A request for a review only from those who are happy.",
    clause="A review is not asked only from buyers who had a positive experience.",
    advice="Ask every buyer in the same words, whatever their experience.",
    default=Action.HOLD,
)
