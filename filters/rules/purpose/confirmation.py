"""purpose/confirmation: a message that only confirms.

What it finds
    A message the seller starts that only says that order or payment came in, that goods were packed, shipped or delivered, or
    that money went back. Thanks and an offer of help beside it make no other purpose.

Why
    The marketplace tells the buyer all this itself.

Example
    text: We confirm receipt of your order. It will be packed tomorrow.
    text: Ihr Paket wurde heute an DPD übergeben.

Allowed
    text: Your parcel will be four days late because the truck broke down.
    text: Your sideboard was packed today. Which day suits you for the delivery?

Fix
    None.

Options
    None.

Source
    No order or shipping confirmations: S2. The edition of 2018 asks for them: S3. An answer in an open thread is exempt.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.purposes import CONFIRM, HELP, THANKS, only
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    return (told.found("only confirms") for told in only(mail, CONFIRM, HELP, THANKS))


RULE = Rule(
    name="purpose/confirmation",
    check=check,
    summary="A message that only confirms order, payment, shipping, delivery or refund.",
    clause="No order or shipping confirmations: the marketplace sends them.",
    advice="Do not send it; the buyer sees the state of the order in the account.",
    default=Action.HOLD,
    starts_only=True,
)
