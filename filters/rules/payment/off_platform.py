"""payment/off-platform: paying or refunding past the marketplace.

What it finds
    Asking or offering to pay, to top up or to refund by other means than the order's own (PayPal, bank transfer, cheque, cash,
    crypto, a gift card …), to pay the seller directly, and asking for the card's or the bank's data.

Why
    The marketplace takes all payments and makes all refunds; outside it nobody protects either side.

Example
    text: Please send the extra 12 euros by PayPal and the larger size leaves tomorrow.
    text: Wir erstatten Ihnen 20 € per Überweisung, dafür brauchen wir Ihre Bankverbindung.
    text: On vous rembourse par chèque, ce sera plus simple.

Allowed
    text: The refund goes back to the payment method you used.
    text: We cannot accept PayPal, only what the checkout offers.
    text: The cash box has a slot for notes and six for coins.

Fix
    None.

Options
    None.

Source
    No payment outside the marketplace: S3; GUIDELINES 43.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.accounts import find_accounts
from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import texts
from filters.mail.mail import Mail
from filters.meaning import Told, said
from filters.rule import NoOptions, Rule

_CALLS = ("payment.means", "payment.outside", "payment.asked", "payment.gifted")


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    accounts = any(find_accounts(surface.folded) for surface in texts(mail))
    for told in said(mail, *(() if accounts else _CALLS)):
        if _is_meant(told.sentence) or _names_account(told):
            yield told.found("payment or refund past the marketplace")


def _is_meant(sentence: Sentence) -> bool:
    """Whether the seller says it of this order's money: not of a thing, of the order's own payment, nor to decline it.

    "We cannot take it here, so …" declines nothing.
    """
    if not _speaks_of_it(sentence) or sentence.has("payment.thing"):
        return False
    if sentence.has("payment.declined") and not sentence.has("payment.not_here"):
        return False
    return sentence.has("payment.direct") or not sentence.has("payment.spared")


def _speaks_of_it(sentence: Sentence) -> bool:
    if sentence.has("payment.outside", "payment.asked"):
        return True
    if sentence.has("payment.gifted") and not sentence.has("reviews.review", "reviews.ask_review"):
        return True
    return sentence.has("payment.means") and any(other.has("payment.pay") for other in sentence.near())


def _names_account(told: Told) -> bool:
    """Whether an account is given in the sentence: for what, if not for money."""
    start, end = told.sentence.place
    return any(start <= hit.start < end for hit in find_accounts(told.surface.folded))


RULE = Rule(
    name="payment/off-platform",
    check=check,
    summary="Paying or refunding outside the marketplace.",
    clause="Payments and refunds are made through the marketplace alone.",
    advice="Refund and charge through the order; ask for no card or bank data.",
    default=Action.REJECT,
)
