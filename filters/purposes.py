"""What a message is for: each sentence has one purpose at most, and a message "only" has those that its sentences have."""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import Sentence
from filters.mail.mail import Mail
from filters.meaning import Told, said

CONFIRM, HELP, THANKS, TIPS = "purpose.confirm", "purpose.help", "purpose.thanks", "purpose.tips"
OTHER = "other"
_OTHER = (
    "purpose.serves", "purpose.sells", "purpose.cancel_ask", "purpose.speaks", "order.gone",
    "reviews.ask_review", "reviews.review", "promotion.coupon", "promotion.sale",
    "promotion.club", "promotion.deal", "promotion.launch", "promotion.follow",
)  # fmt: skip
_BY_WEIGHT = (HELP, CONFIRM, TIPS, THANKS)


def only(mail: Mail, purpose: str, *beside: str) -> Iterator[Told]:
    """The sentences with the purpose, where the message has no other one but what may stand beside it."""
    named = (HELP, "purpose.trouble") if purpose == HELP else (purpose,)
    if next(body(mail, *named), None) is None:
        return
    told = list(body(mail))
    if {purpose_of(each.sentence) for each in told} <= {purpose, *beside, ""}:
        yield from (each for each in told if purpose_of(each.sentence) == purpose)


def body(mail: Mail, *names: str) -> Iterator[Told]:
    """The seller's own sentences in text and page that name any of the concepts (all where none is given)."""
    return (told for told in said(mail, *names) if told.surface.kind in ("text", "html") and not told.quoted)


def purpose_of(sentence: Sentence) -> str:
    """The weightiest purpose that the sentence names: one of these, OTHER for what serves the order or sells, "" for none.

    An offer of help names the trouble that it is for ("should it arrive broken, …"): the trouble is none yet.
    """
    if _offers_help(sentence) and not sentence.has("reviews.ask_review"):
        return HELP
    if sentence.has(*_OTHER) or is_strange(sentence):
        return OTHER
    named = next((purpose for purpose in _BY_WEIGHT if sentence.has(purpose)), "")
    return OTHER if sentence.questions and (named in ("", CONFIRM) or _barely(sentence, named)) else named


def _barely(sentence: Sentence, purpose: str) -> bool:
    """Whether one word alone speaks for tips, as one may in any question about the product."""
    return purpose == TIPS and len(sentence.hits[TIPS]) < 2


def is_strange(sentence: Sentence) -> bool:
    """Whether it names more of what is elsewhere in the world than of the trade."""
    return len(sentence.hits.get("purpose.elsewhere", ())) > len(sentence.hits.get("purpose.business", ()))


def _offers_help(sentence: Sentence) -> bool:
    """Whether it offers help for what may come, or is the question before such an offer ("Anything wrong? Write to us.")."""
    if sentence.has(HELP):
        return sentence.has("common.if") or sentence.questions
    if not sentence.questions or not sentence.has("purpose.trouble"):
        return False
    return sentence.following is not None and sentence.following.has(HELP, "purpose.reach")
