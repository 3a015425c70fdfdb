"""Attributes of an HTML page as surfaces, and the addresses in them as links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from turbohtml import Element

from filters.mail import carriers
from filters.mail.link import Link
from filters.mail.markup import Markup
from filters.mail.sourcemap import SourceMap
from filters.mail.surface import Surface

if TYPE_CHECKING:
    from filters.mail.page import Page

_LOOKED_AT = carriers.TEXTS | carriers.ADDRESSES | {"content", "style", "value"}
_PICTURES = "img, svg, picture, canvas, video, object, embed, input[type=image], v\\:imagedata, v\\:fill"


class Carrier(NamedTuple):
    """An attribute's surface, and the addresses in it as written."""

    surface: Surface
    element: Element
    attribute: str
    urls: list[str]
    markup: Markup


def carriers_of(page: Page, markup: Markup) -> Iterator[Carrier]:
    """Every attribute that a reader sees or follows, and every style sheet with addresses, in order."""
    for element in markup.tree.iter_elements():
        attrs = element.attrs
        for name in attrs:
            if name not in _LOOKED_AT or not (value := attrs[name]):
                continue
            text = value if isinstance(value, str) else " ".join(value)
            urls = carriers.addresses(element, name, text)
            if urls or carriers.is_text(element, name):
                source = partial(markup.tags.value_map, element, name, text)
                yield Carrier(_surface(page, element, name, text, source), element, name, urls, markup)
        if element.tag == "style" and (found := carriers.css_addresses(element.text)):
            surface = _surface(page, element, "", element.text, partial(markup.text_map, element))
            yield Carrier(surface, element, "", list(found), markup)


def _surface(page: Page, element: Element, name: str, text: str, source: Callable[[], SourceMap]) -> Surface:
    return Surface("attribute", page.document, text, source, page=page, element=element, attribute=name)


def links_of(carrier: Carrier, base: str) -> Iterator[Link]:
    """The addresses of one attribute; `base`: what relative ones are relative to."""
    surface, element, name, urls, markup = carrier
    if not urls:
        return
    follows = carriers.follows(element, name)
    place = markup.shown.range(element) if follows else None
    text = markup.shown.text[slice(*place)] if place else ""
    image = element.tag == "area" or (follows and not text and element.select_one(_PICTURES) is not None)
    for url in urls:
        yield Link(carriers.resolved(url, "" if element.tag == "base" else base), surface, element, name, follows, text, image)
