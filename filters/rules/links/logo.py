"""links/logo: an image that carries a link or shows a web address.

What it finds
    An image inside a link to anywhere but the order's pages or a carrier, and an image whose alt text, title or file name
    shows a web address.

Why
    A logo is welcome; one that leads to the seller's site or shows its address is not.

Example
    html: <p><a href="https://shop.example/"><img src="cid:logo" alt="Logo"></a></p>
    html: <p><img src="cid:logo" alt="www.shop.example"></p>

Allowed
    html: <p><img src="cid:logo" alt="Our logo"></p>
    html: <p><a href="https://shop.example/">no image here</a></p>

Fix
    The image loses its link; a web address in alt text or title is taken out. A file name is not repaired.

Options
    None.

Source
    Logos that show or link to a website: S3; GUIDELINES 52.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from filters.detect.folded import fold
from filters.detect.links import find_links
from filters.detect.targets import Kind
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import links_in_text, links_of, taken_out
from filters.mail.link import Link
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule

_LEFT_ALONE = (Kind.ORDER, Kind.CARRIER, Kind.INNER, Kind.LOCAL)
_PICTURES = frozenset(("img", "image", "input", "area", "v:imagedata"))


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for seen in links_of(mail):
        if seen.link and seen.link.image and seen.target.kind not in _LEFT_ALONE:
            yield taken_out(mail, seen, "an image that carries a link")
    for seen in links_in_text(mail):
        element = seen.surface.element
        if seen.surface.kind == "attribute" and element is not None and element.tag in _PICTURES:
            yield taken_out(mail, seen, f"an image whose {seen.surface.attribute} shows a web address")
    for page in mail.pages:
        for link in page.links:
            if link.element.tag in _PICTURES and not link.follows and _names_a_site(link):
                yield link.surface.found(0, len(link.surface.text), "an image whose file name shows a web address")


def _names_a_site(link: Link) -> bool:
    """The file name, without its extension, reads as a host ("www.shop.example.png")."""
    name = unquote(link.url.partition("?")[0].rpartition("/")[2])
    stem, _, extension = name.rpartition(".")
    return len(extension) <= 4 and not link.url.startswith("cid:") and bool(find_links(fold(stem)))


RULE = Rule(
    name="links/logo",
    check=check,
    summary="An image that carries a link or shows a web address.",
    clause="A logo may not display or link to a website (S3).",
    advice="Use the logo without a link and without a web address.",
    default=Action.FIX,
    fixable=True,
)
