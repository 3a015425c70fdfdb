"""envelope/alias: a relay address of a kind no buyer reads.

What it finds
    A recipient at the marketplace's relay whose local part is not of the shape buyers' addresses have (10 to 24 letters and
    digits, optionally `+` and an id), such as no-reply addresses.

Why
    Nobody reads such mail; answers to notices end there and count as unanswered.

Example
    headers: To: no-reply-amazon-iba-buyer@marketplace.amazon.it

Allowed
    headers: To: k3l9x2m4p7q8r5t@marketplace.amazon.de
    headers: To: k3l9x2m4p7q8r5t+0b6dd4a4-3e1c-4f0e-9d63-0f4c1f0a9a11@marketplace.amazon.de

Fix
    None. Take the address from the order's page.

Options
    None.

Source
    Observed relay addresses.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.marketplace import is_buyer_alias, is_relay_address
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.addresses import addresses
from filters.mail.header import HeaderDocument
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule

_NOTE = "no buyer reads mail at this relay address"


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for address in facts.rcpt_to:
        if _dead(address):
            yield Found("envelope", address, note=_NOTE)
    if facts.rcpt_to:
        return
    for document in mail.documents:
        if isinstance(document, HeaderDocument) and document.name in ("to", "cc") and document.part.path == "":
            for address in filter(_dead, addresses(document.text)):
                yield Found("header", address, document.header.start, document.header.end, _NOTE)


def _dead(address: str) -> bool:
    return is_relay_address(address) and not is_buyer_alias(address)


RULE = Rule(
    name="envelope/alias",
    check=check,
    summary="A relay address of a kind no buyer reads.",
    clause="Buyers' relay addresses have 10 to 24 letters and digits before the @.",
    advice="Take the buyer's address from the order's page.",
    default=Action.HOLD,
)
