"""promotion/coupon: a code, a voucher or a personal reduction.

What it finds
    A discount code or voucher, and any offer of money off, a gift or free delivery on a later purchase.

Why
    Messages serve the order at hand; nothing in them may win the next one.

Example
    text: Here is a little thank you: use code LATTE15 on your next order.
    text: Beim nächsten Einkauf bekommen Sie 10 % Rabatt.
    text: Votre prochaine commande vous coûtera 5 € de moins.

Allowed
    text: We have refunded 15% of the price because of the scratch.
    text: Unfortunately we cannot offer a discount on this lamp.
    text: The code in the lid is the licence key of the software.

Fix
    None.

Options
    None.

Source
    No coupons or discount codes: S2, S4; GUIDELINES 31.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.promoting import says
from filters.rule import NoOptions, Rule

_CODE = re.compile(r"(?<![\w-])(?=[A-Z\d-]*[A-Z]{3})[A-Z][A-Z\d-]{4,15}(?![\w-])")
_CALLS = ("promotion.cut", "promotion.code", "promotion.redeem", "promotion.later")


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for told in said(mail, "promotion.coupon", *_CALLS):
        if _offers(told.sentence):
            yield told.found("a coupon or a reduction for the buyer")


def _offers(sentence: Sentence) -> bool:
    if sentence.has("promotion.foreign", "promotion.plain") or _pays_for_review(sentence):
        return False
    return says(sentence, "promotion.coupon") or (says(sentence, *_CALLS) and _has_code(sentence))


def _pays_for_review(sentence: Sentence) -> bool:
    """A present for a review with no later purchase in sight is `reviews/incentive`'s matter alone."""
    return sentence.has("reviews.review", "reviews.ask_review") and not sentence.has("promotion.later")


def _has_code(sentence: Sentence) -> bool:
    """Whether a word in capitals stands among others, which may be of a script without capitals."""
    text = sentence.text
    return any(letter.isalpha() and not letter.isupper() for letter in text) and _CODE.search(text) is not None


RULE = Rule(
    name="promotion/coupon",
    check=check,
    summary="A coupon, a discount code, or a reduction on another purchase.",
    clause="No coupons, vouchers or discount codes, and no offer of one.",
    advice="Leave the offer out; a refund of this order needs no return favour.",
    default=Action.HOLD,
)
