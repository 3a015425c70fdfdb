"""Words taken out of an HTML page so that no double blank, no empty line and no empty element is left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from turbohtml import Element, Node

from filters.mail.layout import Layout
from filters.mail.markup import Markup
from filters.mail.sourcemap import SourceMap
from filters.mail.tags import Change
from filters.mail.tidy import removal

_UNFINISHED = re.compile(r"(?:<[/!?]?|&#?\w*)\Z")
_GOES_ON = re.compile(r"[\w#;/!?>]")
_LONGEST = 40
"""Characters of the longest name of a character reference, and some."""
_STAYING = frozenset(
    ("body", "caption", "col", "colgroup", "head", "html", "table", "tbody", "td", "tfoot", "th", "thead", "tr")
)
"""Elements that hold a page or a table together: they may be left empty."""
_CONTENT = "img, svg, picture, table, hr, input, button, select, textarea, object, embed, iframe, video, audio, canvas, meter"
"""Elements that are something without words."""


def erased(markup: Markup, layout: Layout, start: int, end: int) -> list[Change]:
    """The changes that take layout.text[start:end] away; [] where some of it has no place in the source."""
    if not layout.source.holds(layout.text, start, end):
        return []
    low, high = removal(layout.text, start, end)
    spans = [*layout.source.spans(low, high), *_emptied(markup, layout, low, high), *_line_breaks(markup, layout, low, high)]
    return [kept_apart(markup.source, layout.source, (*span, "")) for span in joined(spans)]


def kept_apart(source: str, places: SourceMap, change: Change) -> Change:
    """The change, made so that text before it and what then follows do not become markup or another character."""
    start, end, text = change
    before = _UNFINISHED.search(source, max(start - _LONGEST, 0), start)
    if before is None or not _GOES_ON.match(text or source[end : end + 1]):
        return change
    for _, _, first, last, whole in places.segments:
        if whole and first == before.start():
            return last, end, f";{source[last:start]}{text}"
    return before.start(), end, escape(before[0]) + text


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same ranges, sorted and disjoint."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _emptied(markup: Markup, layout: Layout, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The outermost elements that hold nothing but text[low:high]."""
    for owner in layout.owners_of(low, high):
        element: Node | None = owner
        outermost = None
        while isinstance(element, Element) and _goes(layout, element, low, high):
            if markup.places.span(element) is not None:
                outermost = element
            element = element.parent
        if outermost is not None and (span := markup.places.span(outermost)):
            yield span


def _goes(layout: Layout, element: Element, low: int, high: int) -> bool:
    held = layout.range(element)
    inside = held is not None and low <= held[0] and held[1] <= high
    return inside and element.tag not in _STAYING and element.select_one(_CONTENT) is None


def _line_breaks(markup: Markup, layout: Layout, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The `<br>`s that made the line ends in text[low:high]."""
    for start, end in layout.source.gaps(low, high):
        count = layout.text.count("\n", start, end)
        while count and start > 0 and layout.text[start - 1] == "\n" and not layout.source.spans(start - 1, start):
            start -= 1
        breaks = [element for at, element in layout.breaks if at == start]
        for element in breaks[:count]:
            if place := markup.tags.start_tag(element):
                yield place
