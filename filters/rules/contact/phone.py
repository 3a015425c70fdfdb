"""contact/phone: a telephone or fax number.

What it finds
    Numbers by which the seller or a third party may be reached or the buyer called: any country's usual writing, digits of
    any script, letters for digits, number words, and tel: links.

Why
    Buyer and seller talk through the marketplace's messages alone.

Example
    text: Rufen Sie uns an: 0171 2345678
    text: llámenos al seis cinco cuatro, veintiuno, cero ocho, noventa y tres
    html: <p><a href="tel:+442079460958">call</a></p>

Allowed
    text: The carrier's line is 0228 4333112, they know the parcel.
    text: Serial number 0176 3344 5512, EAN 4006381333931, order 028-4717206-1130727, 12.11.2024.

Fix
    The number is masked by "[removed]" in the message's language, or goes with its line; a link loses its target.

Options
    allow: numbers that may be named, digits only.

Source
    No phone numbers: S0, S1; but those of carrier, manufacturer and warranty: 2020-11 edition, GUIDELINES 54.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filters.detect.emails import find_emails
from filters.detect.folded import fold
from filters.detect.language import language_of
from filters.detect.links import find_links
from filters.detect.marketplace import region
from filters.detect.phones import PhoneHit, find_phones, may_be_phones
from filters.detect.targets import Kind
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import Seen, is_news, links_of, masked, shown_around, taken_out, texts
from filters.mail.mail import Mail
from filters.mail.surface import Surface
from filters.rule import Rule

_NOTE = "a telephone number"


@dataclass(frozen=True, slots=True)
class Options:
    """`allow`: numbers, digits only."""

    allow: tuple[str, ...] = ()


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    place = next(filter(None, (region(address.rpartition("@")[2]) for address in facts.rcpt_to)), "")
    told: set[tuple[int, int]] = set()
    for surface in texts(mail):
        for hit in _hits(mail, surface, place):
            if hit.digits not in options.allow and is_news(surface, hit.start, hit.end, told):
                yield masked(mail, surface, hit.start, hit.end, _NOTE)
    for seen in links_of(mail):
        if seen.target.kind is Kind.PHONE and not _is_others(seen, mail.language, place):
            yield taken_out(mail, seen, _NOTE)


def _hits(mail: Mail, surface: Surface, place: str) -> Iterator[PhoneHit]:
    """Numbers that are nobody else's line and no part of an address."""
    folded = surface.folded
    if not may_be_phones(folded):
        return
    hits = find_phones(folded, (mail.language, language_of(surface.text)), place)
    addresses = [(hit.start, hit.end) for hit in find_links(folded)] + [(hit.start, hit.end) for hit in find_emails(folded)]
    for hit in hits:
        if not hit.others and not any(start <= hit.start < end for start, end in addresses):
            yield hit


def _is_others(seen: Seen, language: str, place: str) -> bool:
    """A link to a number that the page's words name as the carrier's, the maker's or the warranty line."""
    around = shown_around(seen)
    if around is None:
        return False
    shown, start, end = around
    written = fold(f"{shown.text[max(start - 120, 0) : end]} tel {seen.url.partition(':')[2]}")
    return any(hit.others for hit in find_phones(written, (language,), place))


RULE = Rule(
    name="contact/phone",
    check=check,
    summary="A telephone or fax number.",
    clause="No phone numbers, except those of carrier, manufacturer or warranty (2020-11 edition).",
    advice="Leave the number out; the buyer answers this message.",
    default=Action.FIX,
    fixable=True,
    options=Options,
)
