"""What the rules on reviews share: whether a sentence asks for one, and whether reviews are spoken of around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from filters.detect.meaning.reading import SIGNATURE, Sentence
from filters.finding import Found
from filters.mail.mail import Mail
from filters.meaning import said

ASKING = ("common.please", "reviews.wish", "reviews.write")
TOPIC = ("reviews.review", "reviews.ask_review")
_OPEN = (
    "reviews.neutral", "reviews.willing", "reviews.unhappy", "reviews.change_ask", "reviews.hold_back", "reviews.postpone",
)  # fmt: skip
"""What a condition may be that every buyer can meet, or the unhappy alone, or who has written already."""
_EXCLAMATION = 2
"""Words that an exclamation has at most."""
_CLAUSE = 2
"""Words of a clause at least."""


def seen(mail: Mail, note: str, names: Sequence[str], fits: Callable[[Sentence], bool]) -> Iterator[Found]:
    """What a rule finds: the sentences that name one of the concepts, refuse nothing, and fit."""
    for told in said(mail, *names):
        sentence = told.sentence
        if sentence.role != SIGNATURE and not _declines(sentence) and fits(sentence):
            yield told.found(note)


def _declines(sentence: Sentence) -> bool:
    """Whether it, or the answer to the buyer's wish that it repeats, says what the seller does not do."""
    following = sentence.following
    repeats = sentence.has("reviews.explain") and not sentence.has("common.please")
    return refused(sentence) or (repeats and following is not None and refused(following))


def refused(sentence: Sentence) -> bool:
    """Whether it says what the seller does not do, may not do, or does whatever the buyer writes."""
    return sentence.has("common.refusal")


def asks(sentence: Sentence) -> bool:
    """Whether it asks for a review, a rating, feedback."""
    return sentence.has("reviews.ask_review") and not refused(sentence) and not thanks(sentence)


def asks_near(sentence: Sentence, before: int = 1, after: int = 1) -> bool:
    """Whether it or a sentence around asks for a review in so many words."""
    return any(asks(other) and other.has("reviews.review") for other in (sentence, *sentence.near(before, after)))


def about_reviews(sentence: Sentence, before: int = 1, after: int = 1) -> bool:
    """Whether it or a sentence around speaks of reviews."""
    return sentence.has(*TOPIC) or any(other.has(*TOPIC) for other in sentence.near(before, after))


def thanks(sentence: Sentence) -> bool:
    """Whether it speaks of a review that was written, and asks for nothing."""
    return sentence.has("reviews.thanked") and not sentence.has("common.please")


def only_if_happy(sentence: Sentence) -> bool:
    """Whether it makes the buyer's pleasure the condition of what follows ("if you like it, …", "You like it? …")."""
    if sentence.has("reviews.neutral") or _only_displeased(sentence):
        return False
    return sentence.has("reviews.happy_if") or (sentence.has("reviews.happy") and sentence.questions)


def only_if(sentence: Sentence) -> bool:
    """Whether it asks for a review on a condition that is neither the buyer's leisure nor a complaint, whatever it is.

    "If the tea is what you had hoped for, …", or "Does it shine? Then …".
    """
    if sentence.has(*_OPEN) or not (asks(sentence) or sentence.has_all("reviews.write", "reviews.page")):
        return False
    if sentence.has("reviews.provided") or _leads_to(sentence):
        return True
    before = _before(sentence)
    if before is None or not before.questions or before.has("purpose.confirm", *_OPEN) or only_if_happy(before):
        return False
    return sentence.has("reviews.if_so")


def _before(sentence: Sentence) -> Sentence | None:
    """The sentence before, an exclamation ("Perfect!") left out."""
    before = sentence.previous
    if before is not None and len(before.words) <= _EXCLAMATION and not before.questions:
        return before.previous
    return before


def _leads_to(sentence: Sentence) -> bool:
    """Whether its first clause is a condition without an "if" ("Did it shine, then …", "Blüht er, dann …")."""
    begun = any(start > _CLAUSE for start, _ in sentence.hits.get("reviews.if_so", ()))
    return begun and sentence.in_order("reviews.if_so", "reviews.ask_review")


def _only_displeased(sentence: Sentence) -> bool:
    """Whether every word of pleasure is part of one of displeasure ("if you did not like it")."""
    pleased = sentence.hits.get("reviews.happy", ())
    displeased = sentence.hits.get("reviews.unhappy", ())
    return bool(pleased) and all(any(low <= start and end <= high for low, high in displeased) for start, end in pleased)
