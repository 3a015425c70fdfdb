"""Findings on elements of a page rather than on its words."""

from __future__ import annotations

from collections.abc import Sequence

from turbohtml import Element

from filters.edits import Edit
from filters.finding import Found
from filters.mail.page import Page

_WORDS = 200


def element_found(
    page: Page, elements: Sequence[Element], note: str, fix: str | None, edits: Sequence[Edit], surface: str = "html"
) -> Found:
    """A finding on neighbouring elements, with their source as its words. Elements without a source give a place of (0, 0)."""
    spans = [span for element in elements if (span := page.span(element))]
    start, end = (min(low for low, _ in spans), max(high for _, high in spans)) if spans else (0, 0)
    quoted = _quoted(page, start, end)
    repair = tuple(edits) if page.document.editable and not quoted else ()
    low, high = page.document.raw_range(start, end) if spans else (0, 0)
    words = page.document.text[start:end][:_WORDS]
    return Found(surface, words, low, high, note, repair, fix if repair else None, quoted)


def _quoted(page: Page, start: int, end: int) -> bool:
    """Whether the source range lies within the source of the buyer's quoted text."""
    shown = next((surface for surface in page.surfaces if surface.kind == "html"), None)
    if shown is None:
        return False
    ranges = (shown.source.span(low, high) for low, high in shown.quoted)
    return any(low <= start and end <= high for low, high in ranges)
