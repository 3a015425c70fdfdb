"""style/insecure-image: an image over http.

What it finds
    An image whose address begins with http://, in src, srcset, background, poster or a style.

Why
    Anybody on the way can read and replace what is loaded over http, and mail readers warn of it or do not show it.

Example
    html: <img src="http://images.seller.example/lamp.png" alt="lamp">
    html: <table background="http://images.seller.example/bg.png"><tr><td>Hello</td></tr></table>

Allowed
    html: <img src="https://images.seller.example/lamp.png" alt="lamp">
    html: <img src="cid:lamp@seller" alt="lamp">

Fix
    The address gets https. Where it names no host that could have a certificate (an IP address), the image is removed.

Options
    None.

Source
    Marketplace communication guidelines of 2020: images over https (S2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import element_found
from filters.mail.link import Link
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.rule import NoOptions, Rule

_HTTP = re.compile(r"http(?=://)", re.I)
_LITERAL = re.compile(r"http://(?:\d{1,3}(?:\.\d{1,3}){3}|\[|0x|\d+[/:]?$)", re.I)
_NOTE = "an image over http"
_PICTURED = frozenset(("src", "srcset", "background", "poster", "lowsrc", "dynsrc", "style", "", "xlink:href", "href"))
_PICTURES = frozenset(("img", "source", "input", "video", "image", "feimage", "table", "td", "th", "tr", "body"))


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        seen: set[int] = set()
        for link in page.links:
            if _is_picture(link) and link.url.lower().startswith("http://") and id(link.surface) not in seen:
                seen.add(id(link.surface))
                yield from _found(page, link)


def _is_picture(link: Link) -> bool:
    if link.follows or link.attribute not in _PICTURED:
        return False
    return link.attribute in ("style", "", "background") or link.element.tag in _PICTURES


def _found(page: Page, link: Link) -> Iterator[Found]:
    if link.element.tag == "img" and link.attribute == "src" and _LITERAL.match(link.url):
        yield element_found(page, [link.element], _NOTE, "", page.drop(link.element), "attribute")
        return
    surface = link.surface
    places = list(_HTTP.finditer(surface.text))
    edits = [edit for match in places for edit in surface.replace(*match.span(), "https")]
    yield surface.found(0, len(surface.text), note=_NOTE, fix=_HTTP.sub("https", surface.text), edits=edits)


RULE = Rule(
    name="style/insecure-image",
    check=check,
    summary="An image over http.",
    clause="Images are loaded over https (2020 edition).",
    advice="Give the image's address with https.",
    default=Action.FIX,
    fixable=True,
)
