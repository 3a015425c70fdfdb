"""payment/account: a bank account.

What it finds
    IBANs, UPI ids, and other accounts that are called so or given to be paid to (sort code, BLZ, CLABE, PIX, 口座番号 …).

Why
    Buyers pay the marketplace; an account in a mail asks for money past it, or tells everybody the buyer's own.

Example
    text: Bitte auf DE89 3704 0044 0532 0130 00 überweisen.
    text: Send it by UPI to weaver.shop@okicici please.
    text: Sort code 20-00-00, account number 55779911.

Allowed
    text: We never need your IBAN, the money comes back through the marketplace.
    text: VAT DE298114703, parcel DE89 3704 0044 0532 0130 01, customer account 4417720.

Fix
    The account is masked by "[removed]" in the message's language, or goes with its line.

Options
    None.

Source
    No payment outside the marketplace: S3; no such data in messages: S0.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.accounts import find_accounts
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import is_news, masked, texts
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    told: set[tuple[int, int]] = set()
    for surface in texts(mail):
        for hit in find_accounts(surface.folded):
            if is_news(surface, hit.start, hit.end, told):
                yield masked(mail, surface, hit.start, hit.end, "a bank account")


RULE = Rule(
    name="payment/account",
    check=check,
    summary="A bank account.",
    clause="No bank account in messages; buyers pay the marketplace alone.",
    advice="Leave the account out; the marketplace moves the money.",
    default=Action.FIX,
    fixable=True,
)
