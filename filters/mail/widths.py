"""How wide the pictures of a page are, as far as the page says it (CSS Sizing 3; HTML 15.4.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from turbohtml import Element

from filters.mail.css import length, pixels
from filters.mail.styles import Declared

PROPERTIES = frozenset(("width", "min-width", "max-width", "height"))
Held = Mapping[Element, list[Declared]]
_BOXES = frozenset(("table", "td", "th", "img"))
"""Elements whose `width` attribute counts."""
_ATTRIBUTE = re.compile(r"\s*(\d{1,6}(?:\.\d+)?)\s*(%|px)?\s*\Z")


def stated(element: Element, held: Held, name: str) -> str:
    """The value of a property as styles have it, else of the attribute of that name; '' where there is none."""
    for declared in reversed(held.get(element, ())):
        if declared.name == name:
            return declared.value
    match = _ATTRIBUTE.match(str(element.attrs.get(name) or "")) if element.tag in _BOXES else None
    return f"{match[1]}{match[2] or 'px'}" if match else ""


def width(element: Element, held: Held, page: float) -> float | None:
    """CSS pixels of an element's width; None where nothing is said. `page`: of the whole message."""
    own, least, most = (stated(element, held, name) for name in ("width", "min-width", "max-width"))
    if not own and not least:
        return None
    around = room(element, held, page)
    size = measured(own, around)
    if size is None:
        return measured(least, around)
    bound = measured(most, around)
    return size if bound is None else min(size, bound)


def room(element: Element, held: Held, page: float) -> float:
    """CSS pixels of the width of what an element stands in."""
    around = page
    for ancestor in reversed([it for it in element.ancestors if isinstance(it, Element)]):
        sizes = [measured(stated(ancestor, held, name), around) for name in ("width", "max-width")]
        around = min([around, *(size for size in sizes if size)])
    return around


def measured(value: str, around: float) -> float | None:
    """CSS pixels of a length; None where it is none, as `auto`."""
    measure = length(value) if value else None
    if measure is None:
        return None
    return measure[0] * around / 100 if measure[1] == "%" else pixels(value)
