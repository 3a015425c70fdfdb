"""What the rules on reviews share: whether a sentence asks for one, and whether reviews are spoken of around it."""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import SIGNATURE, Sentence
from filters.mail.mail import Mail
from filters.meaning import Told, said

ASKING = ("common.please", "reviews.wish", "reviews.write")
TOPIC = ("reviews.review", "reviews.ask_review")


def talked(mail: Mail, *names: str) -> Iterator[Told]:
    """The sentences that name one of the concepts and that the seller does not disclaim."""
    return (told for told in said(mail, *names) if told.sentence.role != SIGNATURE and not refused(told.sentence))


def refused(sentence: Sentence) -> bool:
    """Whether it says what the seller does not do, may not do, or does whatever the buyer writes."""
    return sentence.has("common.refusal")


def asks(sentence: Sentence) -> bool:
    """Whether it asks for a review, a rating, feedback."""
    return sentence.has("reviews.ask_review") and not refused(sentence) and not thanks(sentence)


def asks_near(sentence: Sentence, before: int = 1, after: int = 1) -> bool:
    """Whether it or a sentence around asks for a review."""
    return asks(sentence) or any(asks(other) for other in sentence.near(before, after))


def about_reviews(sentence: Sentence, before: int = 1, after: int = 1) -> bool:
    """Whether it or a sentence around speaks of reviews."""
    return sentence.has(*TOPIC) or any(other.has(*TOPIC) for other in sentence.near(before, after))


def thanks(sentence: Sentence) -> bool:
    """Whether it speaks of a review that was written, and asks for nothing."""
    return sentence.has("reviews.thanked") and not sentence.has("common.please")


def only_if_happy(sentence: Sentence) -> bool:
    """Whether it makes the buyer's pleasure the condition of what follows ("if you like it, …", "You like it? …")."""
    if sentence.has("reviews.neutral"):
        return False
    return sentence.has("reviews.happy_if") or (sentence.has("reviews.happy") and sentence.questions)
