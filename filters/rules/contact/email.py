"""contact/email: an e-mail address outside the marketplace's relay.

What it finds
    E-mail addresses, plain or disguised ("jan at web punkt de", spaced, full-width, backwards, in an image's name), and
    mailto links, in every text a reader sees.

Why
    Buyer and seller talk through the marketplace's messages alone.

Example
    text: Schreiben Sie an service@garten.example bitte.
    text: jan (at) web (dot) de
    html: <p><a href="mailto:info@shop.example">write</a></p>

Allowed
    text: Your address k3l9x2m4p7q8r5t@marketplace.amazon.de stays the same.
    text: Run ssh user@ and then type the name.

Fix
    The address is masked by "[removed]" in the message's language, or goes with its line; a link loses its target.

Options
    allow: addresses, or domains, that may be named.

Source
    No e-mail addresses: S0, S1, S3, S4; GUIDELINES 53.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from filters.detect.emails import EmailHit, find_emails
from filters.detect.folded import fold
from filters.detect.marketplace import is_relay_domain
from filters.detect.targets import Kind
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import is_news, links_of, masked, taken_out, texts
from filters.mail.mail import Mail
from filters.rule import Rule

_NOTE = "an e-mail address"
_RECEIPTS = frozenset(("disposition-notification-to", "return-receipt-to"))
"""Fields in which a mail program asks for a receipt, with the sender's own address (RFC 8098 2.1)."""
_PICTURES = frozenset(("img", "image", "input", "v:imagedata"))


@dataclass(frozen=True, slots=True)
class Options:
    """`allow`: addresses or domains, lower-case."""

    allow: tuple[str, ...] = ()


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    told: set[tuple[int, int]] = set()
    for surface in texts(mail):
        own = {facts.mail_from.lower(), *facts.senders} if surface.attribute in _RECEIPTS else set()
        for hit in find_emails(surface.folded):
            if _foreign(hit, options) and hit.address not in own and is_news(surface, hit.start, hit.end, told):
                yield masked(mail, surface, hit.start, hit.end, _NOTE)
    yield from _on_links(mail, options)


def _on_links(mail: Mail, options: Options) -> Iterator[Found]:
    for seen in links_of(mail):
        if seen.target.kind is Kind.MAIL and any(_foreign(hit, options) for hit in find_emails(fold(unquote(seen.url)))):
            yield taken_out(mail, seen, _NOTE)
    for page in mail.pages:
        for link in page.links:
            name = unquote(link.url.partition("?")[0].rpartition("/")[2])
            if link.element.tag in _PICTURES and not link.url.startswith(("cid:", "data:")) and find_emails(fold(name)):
                yield link.surface.found(0, len(link.surface.text), "an e-mail address in an image's name")


def _foreign(hit: EmailHit, options: Options) -> bool:
    return not is_relay_domain(hit.domain) and hit.address not in options.allow and hit.domain not in options.allow


RULE = Rule(
    name="contact/email",
    check=check,
    summary="An e-mail address outside the marketplace's relay.",
    clause="No e-mail addresses in messages (S0, S1, S3, S4).",
    advice="Leave the address out; the buyer answers this message.",
    default=Action.FIX,
    fixable=True,
    options=Options,
)
