"""Words put one after the other as a browser does: white space collapsed, lines broken (CSS Text 3, 4.1)."""

from __future__ import annotations

import re

from filters.mail.display import IN_A_CELL
from filters.mail.sourcemap import Plain
from filters.mail.textmap import SPACE, Chunk

_BLANK_OR_WORDS = re.compile(r"[ \t\n\f]+|[^ \t\n\f]+(?: [^ \t\n\f]+)*")


class Flow:
    """The text so far, its segments, and what is due before the next word.

    lines  line ends due; blank  the source of a blank that is due; gap  a blank is due that stands nowhere
    """

    __slots__ = ("at", "blank", "gap", "lines", "pieces", "segments")

    def __init__(self) -> None:
        self.at = 0
        self.pieces: list[str] = []
        self.segments: list[Plain] = []
        self.lines = 0
        self.blank: tuple[int, int] | None = None
        self.gap = False

    def part(self, apart: int) -> None:
        """What follows stands on another line, or apart on the same one."""
        if apart == IN_A_CELL:
            self.gap = True
        elif self.at and not self.lines:
            self.lines = 1

    def line_break(self) -> None:
        """One line more, empty or not."""
        if self.at:
            self.lines += 1

    def put(self, text: str, start: int, end: int, whole: bool) -> None:
        """A word, or words with single blanks between them."""
        if self.lines:
            self.pieces.append("\n" * self.lines)
            self.at += self.lines
        elif self.at and (self.blank or self.gap):
            self.pieces.append(" ")
            if self.blank:
                self.segments.append((self.at, 1, *self.blank, self.blank[1] - self.blank[0] != 1))
            self.at += 1
        self.lines, self.blank, self.gap = 0, None, False
        size = len(text)
        self.pieces.append(text)
        if end > start:
            self.segments.append((self.at, size, start, end, whole))
        self.at += size

    def space(self, start: int, end: int) -> None:
        """White space: seen as one blank if words stand on both sides of it."""
        if start == end:
            self.gap = True
        elif self.blank is None and not self.lines:
            self.blank = (start, end)

    def chunk(self, chunk: Chunk, keep: bool) -> None:
        """A chunk of text; `keep`: white space stays as it is."""
        text, start, end, whole = chunk
        if keep:
            self.kept(text, start, end, whole)
        elif whole or _is_even(text):
            self.put(text, start, end, whole)
        else:
            placed = end > start
            for piece in _BLANK_OR_WORDS.finditer(text):
                low, high = (start + piece.start(), start + piece.end()) if placed else (0, 0)
                if piece[0][0] in SPACE:
                    self.space(low, high)
                else:
                    self.put(piece[0], low, high, False)

    def kept(self, text: str, start: int, end: int, whole: bool) -> None:
        """Text where every blank and line end is seen."""
        body = text.lstrip("\n") if not self.at else text
        if body:
            self.put(body, start + len(text) - len(body) if end > start and not whole else start, end, whole)


def _is_even(text: str) -> bool:
    """Whether no white space is in the text but single blanks between words."""
    return not ("\n" in text or "  " in text or "\t" in text or "\f" in text or text[:1] == " " or text[-1:] == " ")
