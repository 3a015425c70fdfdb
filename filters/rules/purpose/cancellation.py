"""purpose/cancellation: asking the buyer to cancel.

What it finds
    A request, a hint or an order to the buyer to cancel or to withdraw from the purchase.

Why
    The seller who cannot deliver cancels and says why; a cancellation by the buyer hides it.

Example
    text: Would you be so kind as to press "request cancellation"?
    text: Bitte stornieren Sie von Ihrer Seite, sonst zählt es gegen uns.

Allowed
    text: As you asked, the order has been cancelled.
    text: You can wait, or cancel in Your Orders if that is too late for you.
    text: To cancel, go to Your Orders and press Request cancellation.

Fix
    None.

Options
    None.

Source
    Do not ask the buyer to cancel: S2. Offering it as a choice is no request: RULES, "Boundaries".
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.rule import NoOptions, Rule

_OF_REVIEWS = ("reviews.review", "reviews.change_ask")
"""What a sentence asks to take back then is a review."""


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for told in said(mail, "purpose.cancel_ask"):
        sentence = told.sentence
        of_order = sentence.has("order.ordered") or not sentence.has(*_OF_REVIEWS)
        if of_order and not sentence.has("common.refusal", "purpose.choice") and not _explains(sentence):
            yield told.found("asks the buyer to cancel")


def _explains(sentence: Sentence) -> bool:
    """Whether the sentence before leaves it to the buyer ("You may cancel while …. Go to your orders and …")."""
    return sentence.previous is not None and sentence.previous.has_all("purpose.cancel", "purpose.choice")


RULE = Rule(
    name="purpose/cancellation",
    check=check,
    summary="Asking the buyer to cancel the order.",
    clause="Sellers do not ask buyers to cancel.",
    advice="Adjust the amount in full yourself, then say so and why.",
    default=Action.HOLD,
)
