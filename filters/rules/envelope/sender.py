"""envelope/sender: a From, Sender or Reply-To that is not an approved address of the account.

What it finds
    An address in From, Sender or Reply-To, or the envelope sender's, that is not among the account's approved senders,
    by either of two readings of the field. Nothing is found for an account that has no list of approved senders.

Why
    The marketplace takes mail only from addresses that are registered for the account, and returns all other.

Example
    headers: From: Shop <other@elsewhere.example>

Allowed
    headers: From: Shop <shop@seller.example>

Fix
    None. Send from an approved address, or have this one approved in the marketplace's messaging permissions.

Options
    envelope = true: also compare the envelope sender (MAIL FROM), where there is one.

Source
    Marketplace help on messaging permissions; RFC 5322 3.6.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.addresses import addresses
from filters.mail.header import HeaderDocument
from filters.mail.mail import Mail
from filters.mail.view import HeaderView
from filters.rule import Rule

_FIELDS = ("from", "sender", "reply-to")


@dataclass(frozen=True, slots=True)
class Options:
    """envelope: compare the envelope sender too."""

    envelope: bool = True


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    if not facts.senders:
        return
    if options.envelope and facts.mail_from and not _approved(facts.mail_from, facts.senders):
        yield Found("envelope", facts.mail_from, note="the envelope sender is not approved for this account")
    view = HeaderView(mail.message)
    for document in mail.documents:
        if isinstance(document, HeaderDocument) and document.name in _FIELDS and document.part.path == "":
            given = [*addresses(document.text), *view.addresses(document.name.replace("-", "_"))]
            for address in dict.fromkeys(given):
                if not _approved(address, facts.senders):
                    header = document.header
                    note = f"{document.name.title()} is not an approved address of this account"
                    yield Found("header", address, header.start, header.end, note)


def _approved(address: str, senders: tuple[str, ...]) -> bool:
    return any(fnmatchcase(address.lower(), pattern) for pattern in senders)


RULE = Rule(
    name="envelope/sender",
    check=check,
    summary="From, Sender or Reply-To is not an approved address of the account.",
    clause="Mail is taken only from addresses approved in the account's messaging permissions.",
    advice="Send from an approved address of the account.",
    default=Action.REJECT,
    options=Options,
)
