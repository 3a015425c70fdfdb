"""What a message is for: each sentence has one purpose at most, and a message "only" has those that its sentences have."""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import TEXT, Sentence
from filters.detect.once import once
from filters.mail.mail import Mail
from filters.meaning import Told, said

CONFIRM, HELP, THANKS, TIPS = "purpose.confirm", "purpose.help", "purpose.thanks", "purpose.tips"
OTHER = "other"
_OTHER = (
    "purpose.serves", "purpose.sells", "purpose.cancel_ask", "purpose.speaks", "order.gone",
    "reviews.ask_review", "reviews.review", "promotion.coupon", "promotion.sale", "promotion.club", "promotion.deal",
    "promotion.launch", "promotion.follow", "contact.invite", "contact.data", "payment.outside", "reviews.page",
)  # fmt: skip
_FEW = 3
"""Words that a sentence has at most that need not say what it is for: "Hello Ms Smith", "Order" and its number."""
_BY_WEIGHT = (HELP, CONFIRM, TIPS, THANKS)
_BY_WEIGHT_SINCE = (HELP, TIPS, THANKS)
"""What a sentence is for that looks back ("a week since it was delivered"): it confirms nothing."""


def only(mail: Mail, purpose: str, *beside: str) -> Iterator[Told]:
    """The sentences with the purpose, where the message has no other one but what may stand beside it.

    Sentences that say nothing known are fewer than those that do: what half a message says nobody knows is not "only".
    """
    named = (HELP, "purpose.trouble") if purpose == HELP else (purpose,)
    if next(body(mail, *named), None) is None:
        return
    told = _purposes(mail)
    unknown = sum(not found and _says_something(each.sentence) for each, found in told)
    known = sum(bool(found) for _, found in told)
    if {found for _, found in told} <= {purpose, *beside, ""} and (unknown < known or not unknown):
        yield from (each for each, found in told if found == purpose)


@once
def _purposes(mail: Mail) -> list[tuple[Told, str]]:
    """The seller's own sentences, each with its purpose."""
    return [(each, purpose_of(each.sentence)) for each in own(mail)]


def _says_something(sentence: Sentence) -> bool:
    return sentence.role == TEXT and sum(word.isalpha() for word in sentence.words) > _FEW


@once
def own(mail: Mail) -> list[Told]:
    """All of the seller's own sentences in text and page."""
    return list(body(mail))


def body(mail: Mail, *names: str) -> Iterator[Told]:
    """The seller's own sentences in text and page that name any of the concepts (all where none is given)."""
    return (told for told in said(mail, *names) if told.surface.kind in ("text", "html") and not told.quoted)


def purpose_of(sentence: Sentence) -> str:
    """The weightiest purpose that the sentence names: one of these, OTHER for what serves the order or sells, "" for none.

    An offer of help names the trouble that it is for ("should it arrive broken, …"): the trouble is none yet.
    """
    if _offers_help(sentence) and not sentence.has("reviews.ask_review", "reviews.review"):
        return HELP
    if sentence.has(*_OTHER) or is_strange(sentence):
        return OTHER
    weights = _BY_WEIGHT if not sentence.has("purpose.meanwhile") else _BY_WEIGHT_SINCE
    named = next((purpose for purpose in weights if sentence.has(purpose)), "")
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
    following = sentence.following
    if not sentence.questions or following is None:
        return False
    return following.has(HELP, *(("purpose.reach",) if sentence.has("purpose.trouble") else ())) and not sentence.has(*_OTHER)
