"""envelope/recipients: more than one buyer, or a buyer together with anyone else, in one message.

What it finds
    Two or more different recipients of which at least one is a buyer's relay address; in the envelope, or among To and Cc.
    The `+uuid` of a relay address does not make it another buyer.

Why
    Buyers' data is private: a message to a buyer goes to that buyer alone.

Example
    headers: To: k3l9x2m4p7q8r5t@marketplace.amazon.de, colleague@seller.example
    headers: To: k3l9x2m4p7q8r5t@marketplace.amazon.de, z8y7x6w5v4u3t2s@marketplace.amazon.de

Allowed
    headers: To: k3l9x2m4p7q8r5t@marketplace.amazon.de
    headers: To: one@seller.example, two@seller.example

Fix
    None. Send one message to each buyer, and copies to nobody.

Options
    None.

Source
    Marketplace guideline on buyers' personal data; confidentiality of correspondence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from filters.detect.marketplace import is_relay_address, is_relay_domain
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.addresses import addresses
from filters.mail.header import HeaderDocument
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule

_NOTE = "a message to a buyer goes to that buyer alone"


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    envelope = _people(facts.rcpt_to)
    if _mixed(envelope):
        yield Found("envelope", ", ".join(sorted(envelope)), note=_NOTE)
        return
    fields = [d for d in mail.documents if isinstance(d, HeaderDocument) and d.name in ("to", "cc", "bcc")]
    named = [(field, addresses(field.text)) for field in fields if field.part.path == ""]
    everybody = _people(address for _, given in named for address in given)
    if _mixed(everybody):
        last = named[-1][0].header
        yield Found("header", ", ".join(sorted(everybody)), last.start, last.end, _NOTE)


def _people(given: Iterable[str]) -> set[str]:
    return {_person(address.lower()) for address in given}


def _person(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" if is_relay_domain(domain) else address


def _mixed(people: set[str]) -> bool:
    return len(people) > 1 and any(map(is_relay_address, people))


RULE = Rule(
    name="envelope/recipients",
    check=check,
    summary="More than one buyer, or a buyer together with anyone else, in one message.",
    clause="Buyers' addresses are personal data: one message, one buyer.",
    advice="Send a message of its own to each buyer, without copies.",
    default=Action.REJECT,
)
