"""The web addresses of a mail, wherever a reader sees or follows them, and how each is taken out.

Rules of the families `links` and `contact` share this, so that several findings on one address ask for the same repair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from turbohtml import Element

from filters.detect.emails import find_emails
from filters.detect.links import LinkHit, find_links
from filters.detect.once import once
from filters.detect.targets import Target, classify_url
from filters.edits import Edit
from filters.finding import Found
from filters.mail.carriers import is_text
from filters.mail.link import Link
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.mail.surface import Surface
from filters.mail.tidy import removal

_SCHEME = re.compile(r"(?:mailto|tel|sms|callto|fax):\Z", re.IGNORECASE)
_WITHOUT_IT_NOTHING = frozenset(("area", "base", "embed", "frame", "iframe", "link", "meta", "object"))


@dataclass(frozen=True, slots=True)
class Seen:
    """One address at surface.text[start:end].

    url     as a client would open it; target: what it opens
    hit     the detector's hit where the address stands in text, else None
    link    the page's link where it stands in an attribute, else None
    """

    surface: Surface
    start: int
    end: int
    url: str
    target: Target
    hit: LinkHit | None = None
    link: Link | None = None


@once
def texts(mail: Mail) -> tuple[Surface, ...]:
    """The surfaces that hold text for a reader; attributes that hold addresses are `links_of`'s matter."""
    return tuple(filter(_is_text, mail.surfaces))


def _is_text(surface: Surface) -> bool:
    return surface.kind != "attribute" or (surface.element is not None and is_text(surface.element, surface.attribute))


@once
def links_in_text(mail: Mail) -> tuple[Seen, ...]:
    """Addresses written as text; those that only the order of hidden and visible text repeats are left out."""
    return tuple(_links_in_text(mail))


def _links_in_text(mail: Mail) -> Iterator[Seen]:
    told: set[tuple[int, int]] = set()
    for surface in texts(mail):
        for hit in find_links(surface.folded):
            if not _in_mail_address(surface, hit) and is_news(surface, hit.start, hit.end, told):
                yield Seen(surface, hit.start, hit.end, hit.url, classify_url(hit.url), hit)


def _in_mail_address(surface: Surface, hit: LinkHit) -> bool:
    """Whether the host is a mail address's: `contact/email`'s matter."""
    return hit.shape != "url" and any(mail.start <= hit.start < mail.end for mail in find_emails(surface.folded))


def is_news(surface: Surface, start: int, end: int, told: set[tuple[int, int]]) -> bool:
    """Whether these words were not found before on another surface of the same document; remembers them."""
    if surface.page is None or surface.kind == "attribute":
        return True
    places = {(surface.document.number, at) for low, high in surface.spans(start, end) for at in (low, high - 1)}
    repeated = bool(places) and surface.attribute == "all text" and not places.isdisjoint(told)
    told |= places
    return not repeated


@once
def links_of(mail: Mail) -> tuple[Seen, ...]:
    """Addresses in attributes that a reader could follow."""
    followed = (link for page in mail.pages for link in page.links if link.follows)
    return tuple(Seen(link.surface, *_place(link), link.url, classify_url(link.url), None, link) for link in followed)


def links(mail: Mail) -> tuple[Seen, ...]:
    """Every address: in text, then in attributes."""
    return links_in_text(mail) + links_of(mail)


def _place(link: Link) -> tuple[int, int]:
    """Where the address stands on its surface: where it is written just so, else all of it but the blanks around."""
    text = link.surface.text
    at = text.find(link.url)
    if at >= 0:
        return at, at + len(link.url)
    start = len(text) - len(text.lstrip())
    return (start, max(start, len(text.rstrip()))) if text.strip() else (0, len(text))


def taken_out(mail: Mail, seen: Seen, note: str) -> Found:
    """A finding on the address with the repair that takes it out and leaves the other words."""
    if seen.link is None:
        return masked(mail, seen.surface, seen.start, seen.end, note)
    return on_link(seen, note, fix="", edits=unlinked(seen.link))


def masked(mail: Mail, surface: Surface, start: int, end: int, note: str) -> Found:
    """A finding on words of the text with the repair that masks them, and the scheme they stand behind ("mailto:")."""
    scheme = _SCHEME.search(surface.text, max(start - 8, 0), start)
    low = scheme.start() if scheme else start
    fix = mask(mail, surface, low, end)
    return surface.found(start, end, note, fix=fix, edits=surface.replace(low, end, fix))


def shown_around(seen: Seen) -> tuple[Surface, int, int] | None:
    """Where a page shows the words of the link's element; None where it shows none."""
    page = seen.surface.page
    place = page.text_range(seen.link.element) if page and seen.link else None
    shown = next((surface for surface in page.surfaces if surface.kind == "html"), None) if page else None
    return (shown, *place) if shown and place else None


def on_link(seen: Seen, note: str, fix: str | None = None, edits: tuple[Edit, ...] = ()) -> Found:
    """A finding on an attribute's address, quoted where its element stands in quoted text."""
    link = seen.link
    found = seen.surface.found(seen.start, seen.end, note, fix=fix if edits else None, edits=edits)
    if link is not None and seen.surface.page is not None and stands_in_quote(seen.surface.page, link.element):
        return replace(found, edits=(), fix=None, quoted=True)
    return found


def unlinked(link: Link) -> tuple[Edit, ...]:
    """Edits after which the element leads nowhere: its words stay, what is nothing without the address goes."""
    page = link.surface.page
    if page is None or not link.surface.editable:
        return ()
    if link.element.tag in _WITHOUT_IT_NOTHING:
        return page.drop(link.element)
    return page.unlink(link.element) if link.attribute == "href" else page.remove_attribute(link.element, link.attribute)


def stands_in_quote(page: Page, element: Element) -> bool:
    """Whether the element, or the nearest one around it that shows words, lies in the buyer's quoted text."""
    shown = next((surface for surface in page.surfaces if surface.kind == "html"), None)
    if shown is None or not shown.quoted:
        return False
    here: Element | None = element
    while here is not None:
        place = page.text_range(here)
        if place:
            return shown.is_quoted(*place)
        here = here.parent if isinstance(here.parent, Element) else None
    return False


def mask(mail: Mail, surface: Surface, start: int, end: int) -> str:
    """What stands in place of the words: nothing where they are all of their line, else "[removed]" in the mail's language."""
    text = surface.text
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    low, high = removal(text, start, end)
    alone = low <= line_start and high >= (line_end if line_end >= 0 else len(text))
    return "" if alone else mail.removed_word
