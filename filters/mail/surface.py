"""A surface: one text as a reader sees it. Rules look at surfaces and get findings and repairs from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from filters.detect.folded import Folded, fold
from filters.edits import Edit
from filters.finding import Found
from filters.mail.document import Document
from filters.mail.sourcemap import SourceMap
from filters.mail.tidy import removal

if TYPE_CHECKING:
    from turbohtml import Element

    from filters.mail.page import Page

Range = tuple[int, int]


class Surface:
    """One text and the way back to its document.

    kind       "subject", "header", "text", "html", "hidden", "attribute", "attachment-name"; "attachment" for the text
               of an attachment
    text       what the reader sees, lines ending in `\\n`
    page       the HTML page it belongs to, else None
    imprint    it is a paper that the law demands the seller's imprint in
    element, attribute   of kind "attribute": whose attribute, and its name; of kind "header": attribute is the field's name
    """

    def __init__(
        self,
        kind: str,
        document: Document,
        text: str,
        source: SourceMap | Callable[[], SourceMap],
        *,
        page: Page | None = None,
        element: Element | None = None,
        attribute: str = "",
        quoted: Sequence[Range] = (),
    ) -> None:
        self.kind = kind
        self.document = document
        self.text = text
        self._source = source
        self.page = page
        self.element = element
        self.attribute = attribute
        self.quoted = tuple(quoted)
        self.imprint = False

    @cached_property
    def source(self) -> SourceMap:
        """The map to the document; worked out when first asked for where it was given as a function."""
        return self._source() if callable(self._source) else self._source

    @cached_property
    def folded(self) -> Folded:
        """The text as detectors read it; `folded.span()` leads back to offsets of `text`."""
        return fold(self.text)

    @property
    def editable(self) -> bool:
        """Whether a repair may be made here: not in attachments, their names, or text that nobody sees in place."""
        return self.document.editable and self.kind not in ("attachment", "attachment-name")

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether text[start:end] lies in the buyer's quoted text."""
        return any(low <= start and end <= high for low, high in self.quoted)

    def spans(self, start: int, end: int) -> list[Range]:
        """The document ranges that carry text[start:end]."""
        return self.source.spans(start, end)

    def raw_range(self, start: int, end: int) -> Range:
        """The raw range that carries text[start:end]."""
        return self.document.raw_range(*self.source.span(start, end))

    def found(self, start: int, end: int, note: str = "", fix: str | None = None, edits: Sequence[Edit] | None = None) -> Found:
        """A finding on text[start:end].

        fix    what the words become: '' removes them tidily, None means there is no repair; ignored where no edit may be
        edits  the repair, where it is another than replacing exactly these words
        """
        quoted = self.is_quoted(start, end)
        low, high = self.raw_range(start, end)
        repair: Sequence[Edit] = ()
        if fix is not None and self.editable and not quoted:
            repair = edits if edits is not None else self.replace(start, end, fix)
        return Found(
            surface=self.kind,
            words=self.text[start:end],
            start=low,
            end=high,
            note=note,
            edits=tuple(repair),
            fix=fix if repair else None,
            quoted=quoted,
            imprint=self.imprint,
        )

    def replace(self, start: int, end: int, text: str) -> tuple[Edit, ...]:
        """Edits that put `text` in place of text[start:end]; '' removes the words and what would be left over.

        None where some of the words have no place in the document that they could be changed in.
        """
        if not text:
            return self.remove(start, end)
        if self.page is not None:
            return self.page.replace(self, start, end, text)
        if not self.source.holds(self.text, start, end):
            return ()
        spans = self.spans(start, end) or [(self.source.place(start),) * 2]
        first, *rest = spans
        number = self.document.number
        return (Edit(number, *first, text), *(Edit(number, low, high) for low, high in rest))

    def remove(self, start: int, end: int) -> tuple[Edit, ...]:
        """Edits that remove text[start:end] so that no double blank, blank line or empty element is left over."""
        if self.page is not None:
            return self.page.remove(self, start, end)
        if not self.source.holds(self.text, start, end):
            return ()
        low, high = removal(self.text, start, end)
        return tuple(Edit(self.document.number, *span) for span in self.spans(low, high))
