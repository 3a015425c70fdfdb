"""style/animation: a GIF image.

What it finds
    An image whose file is a GIF, by the end of its address, by the type in a `data:` address, or by the type of the part of
    the message that it shows; in `src` and `srcset` of images, in `background`, and in styles.

Why
    GIFs move, and what moves is advertising. The guidelines forbid them all, so that nobody has to count pictures in them.

Example
    html: <p><img src="https://images.seller.example/banner.gif" alt="lamp"></p>
    html: <table background="https://images.seller.example/snow.GIF?v=2"><tr><td>Hello</td></tr></table>
    html: <p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""></p>

Allowed
    html: <p><img src="https://images.seller.example/lamp.png" alt="lamp.gif"></p>
    html: <p><a href="https://www.amazon.de/gp/your-account/order-history?f=x.gif">your order</a></p>

Fix
    The image goes and its alt text stands in its place; of a background, the declaration or attribute goes.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no GIFs (S2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from string import whitespace

from turbohtml import Element

from filters.edits import Edit
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import declared_found, element_found
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.rule import NoOptions, Rule

_GIF = re.compile(r"data:image/gif\b|[^?#]*\.gif(?:[?#\s,]|$)", re.I)
_IN_STYLE = re.compile(r"url\(\s*[\"']?\s*([^\"')]*)", re.I)
_NOTE = "a GIF image"


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    parts = _gif_parts(mail) if mail.own_pages else frozenset()
    for page in mail.own_pages:
        for image in page.tree.select("img, input[type=image], picture source"):
            if any(_is_gif(str(image.attrs.get(name) or ""), parts) for name in ("src", "srcset")):
                alt = str(image.attrs.get("alt") or "").strip()
                yield element_found(page, [image], _NOTE, alt, _instead(page, image, alt), "attribute")
        for declared in page.styles.named("background-image", "background"):
            if any(_is_gif(url, parts) for url in _IN_STYLE.findall(declared.value)):
                yield declared_found(page, declared, _NOTE, "", page.styles.remove(declared))


def _gif_parts(mail: Mail) -> frozenset[str]:
    """The addresses of the parts of the message that are GIFs."""
    gifs = [part for part in mail.message.walk() if part.ctype == "image/gif"]
    names = [mail.message.value(header).decode("latin-1") for part in gifs for header in part.all("content-id")]
    return frozenset(f"cid:{name.strip('<>' + whitespace)}" for name in names)


def _is_gif(address: str, parts: frozenset[str]) -> bool:
    return _GIF.match(address.strip()) is not None or address.strip() in parts


def _instead(page: Page, image: Element, alt: str) -> tuple[Edit, ...]:
    """The image made its words, with a blank on either side: it may have stood on a line of its own."""
    span = page.span(image)
    if not span or not alt:
        return page.drop(image)
    return (Edit(page.document.number, *span, f" {escape(alt, quote=False)} "),)


RULE = Rule(
    name="style/animation",
    check=check,
    summary="A GIF image.",
    clause="Messages hold no GIF images (2020 edition).",
    advice="Use a still picture (PNG or JPEG).",
    default=Action.FIX,
    fixable=True,
)
