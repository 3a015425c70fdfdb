"""style/image-width: an image wider than four fifths of the message.

What it finds
    An image whose width, by attribute or style, is more than 80 % of the usual width of a message; of per cent, in the table
    cell or block that it stands in. Images that say nothing about their width are left alone.

Why
    Wide pictures run off the screen of a phone and push the words away.

Example
    html: <p><img src="cid:1" alt="lamp" width="600"></p>
    html: <p><img src="cid:1" alt="lamp" style="width:100%"></p>

Allowed
    html: <p><img src="cid:1" alt="lamp" width="480"></p>
    html: <p><img src="cid:1" alt="lamp" style="width:100%;max-width:200px"></p>
    html: <table><tr><td width="200"><img src="cid:1" alt="lamp" width="100%"></td></tr></table>

Fix
    The width becomes 80 %, and the height is made less in proportion.

Options
    most = 80: per cent of the width of a message.
    width = 600: CSS pixels of a message's width.

Source
    Trade press on the communication guidelines of 2020: images of no more than 80 % of the width.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from turbohtml import Element

from filters.edits import Edit
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import element_found
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.mail.widths import PROPERTIES, Held, measured, room, width
from filters.rule import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """most: per cent of the width of a message; width: CSS pixels of it."""

    most: int = 80
    width: int = 600

    @property
    def pixels(self) -> float:
        """The widest that an image may be."""
        return self.most * self.width / 100


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    for page in mail.own_pages:
        images = page.tree.select("img")
        held = page.styles.holding(PROPERTIES) if images else {}
        for image in images:
            wide = width(image, held, options.width) or 0
            if wide > options.pixels and page.is_shown(image):
                edits = [*_widths(page, image, held, options), *_height(page, image, held, options.pixels / wide)]
                yield element_found(page, [image], "an image that is too wide", f"{options.most}%", edits, "attribute")


def _widths(page: Page, image: Element, held: Held, options: Options) -> Iterator[Edit]:
    around = room(image, held, options.width)
    for declared in held.get(image, ()):
        if declared.name in ("width", "min-width") and (measured(declared.value, around) or 0) > options.pixels:
            yield from page.styles.replace(declared, _narrower(declared.value, options))
    value = str(image.attrs.get("width") or "")
    if (measured(value.strip(), around) or 0) > options.pixels:
        yield from page.set_attribute(image, "width", _narrower(value, options).removesuffix("px"))


def _narrower(value: str, options: Options) -> str:
    return f"{options.most}%" if value.strip().endswith("%") else f"{options.pixels:.0f}px"


def _height(page: Page, image: Element, held: Held, factor: float) -> Iterator[Edit]:
    """The height in proportion, where it is one in pixels."""
    for declared in held.get(image, ()):
        if declared.name == "height" and declared.value.endswith("px"):
            yield from page.styles.replace(declared, f"{(measured(declared.value, 0) or 0) * factor:.0f}px")
    value = str(image.attrs.get("height") or "").strip().removesuffix("px")
    if value.isdecimal():
        yield from page.set_attribute(image, "height", f"{int(value) * factor:.0f}")


RULE = Rule(
    name="style/image-width",
    check=check,
    summary="An image wider than four fifths of the message.",
    clause="Images take no more than 80 % of the width (2020 edition).",
    advice="Make the image narrower than four fifths of the message.",
    default=Action.FIX,
    fixable=True,
    options=Options,
)
