"""A text laid out: what a reader sees of an HTML tree, with the way back to its source and to its elements."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from turbohtml import Element

from filters.mail.sourcemap import SourceMap

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """A text laid out.

    ranges  text[start:end] of each element, white space at its ends included
    owners  by text node: where it begins in the text, and the element it is in
    breaks  each `<br>` and where it stands: at the end of the line before it
    hidden  (start, end, reason) of text that a reader does not see, in a layout that has it; else only the place of the
            first, where there is any
    depth   how deep elements stand in one another
    attributes  the most that one element has
    """

    text: str
    source: SourceMap
    ranges: dict[Element, Range]
    owners: list[tuple[int, Element]]
    breaks: list[tuple[int, Element]]
    hidden: list[tuple[int, int, str]]
    depth: int
    attributes: int

    def range(self, element: Element) -> Range | None:
        """Where the element's words are; None where it has none."""
        start, end = self.ranges.get(element, (0, 0))
        words = self.text[start:end]
        bare = words.strip(" \n")
        if not bare:
            return None
        start += len(words) - len(words.lstrip(" \n"))
        return start, start + len(bare)

    def letters(self) -> dict[Element, int]:
        """The elements whose own text is seen, in order, and how many characters of it."""
        found: dict[Element, int] = {}
        ends = [*(at for at, _ in self.owners[1:]), len(self.text)]
        for (at, element), end in zip(self.owners, ends, strict=False):
            if letters := len(self.text[at:end].strip()):
                found[element] = found.get(element, 0) + letters
        return found

    def owners_of(self, start: int, end: int) -> list[Element]:
        """The elements that hold the text nodes of text[start:end]."""
        first = max(bisect_right(self.owners, start, key=lambda owner: owner[0]) - 1, 0)
        found = []
        for at, element in self.owners[first:]:
            if at >= end:
                break
            found.append(element)
        return found
