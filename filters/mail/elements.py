"""Findings on elements of a page rather than on its words."""

from __future__ import annotations

from collections.abc import Sequence

from turbohtml import Element

from filters.edits import Edit
from filters.finding import Found
from filters.mail.page import Page
from filters.mail.styles import Declared

_WORDS = 200


def element_found(
    page: Page, elements: Sequence[Element], note: str, fix: str | None, edits: Sequence[Edit], surface: str = "html"
) -> Found:
    """A finding on neighbouring elements, with their source as its words. Elements without a source give a place of (0, 0)."""
    spans = [span for element in elements if (span := page.span(element))]
    if not spans:
        repair = tuple(edits) if page.document.editable else ()
        return Found(surface, "", note=note, edits=repair, fix=fix if repair else None)
    return source_found(page, min(low for low, _ in spans), max(high for _, high in spans), note, fix, edits, surface)


def declared_found(page: Page, declared: Declared, note: str, fix: str, edits: Sequence[Edit]) -> Found:
    """A finding on a declaration, with its source as its words."""
    start, end = page.styles.span(declared) or (0, 0)
    return source_found(page, start, end, note, fix, edits)


def source_found(
    page: Page, start: int, end: int, note: str, fix: str | None, edits: Sequence[Edit], surface: str = "html"
) -> Found:
    """A finding on a stretch of a page's source. One whose repair would change the buyer's words is a quoted one too."""
    places = [(start, end), *((edit.start, edit.end) for edit in edits)] if page.quoted else []
    quoted = any(low <= first and last <= high for low, high in page.quoted for first, last in places)
    repair = tuple(edits) if page.document.editable and not quoted else ()
    words = page.document.text[start:end][:_WORDS]
    return Found(surface, words, *page.document.raw_range(start, end), note, repair, fix if repair else None, quoted)
