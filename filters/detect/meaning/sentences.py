"""A text cut into sentences, with where they stand.

A line end ends a sentence where a blank line follows, where the next line begins an item of a list, or where the line is
too short to have been wrapped and the next does not go on in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…]++[\"'»”’)\]]*+(?=\s|$|[^\x00-\u2fff])|[。！？؟｡]++[」』）”\"]*+|\n")
_ABBREVIATED = re.compile(
    r"(?:(?<![^\W\d_])[^\W\d_]|(?<!\w)(?:nr|str|tel|ca|bzw|usw|mr|mrs|ms|dr|sr|sra|srta|dott|sig|mme|mlle|inkl|zzgl|bl"
    r"|ev|etc|vs|approx|incl|tzn|np|ul|prof|evtl|ggf|pkt|pag|pág|b\.v|bijv|d\.v\.s|t\.ex|bl\.a|örn|vb))$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[ \t]*(?:[-*•·–—>]|\d{1,2}[.)]|[a-z][.)])\s")
_WRAPPED = 45
_WRAPPED_WIDE = 22
_WIDE = re.compile("[\u3040-\u9fff]")
_LONGEST = 600
"""Characters after which a sentence is cut: nobody reads further for its sense."""


def sentences(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether a paragraph begins with it) of every sentence of a folded text, without blanks around it."""
    last = 0
    for start, end in _ranges(text):
        for low, high in _cut(text, start, end):
            yield low, high, last == 0 or text.count("\n", last, low) > 1
            last = high


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if match[0] == "\n":
            ends = _breaks(text, start, match.start())
        else:
            ends = match[0] != "." or not _ABBREVIATED.search(text, max(start, match.start() - 6), match.start())
        if ends:
            yield start, match.end()
            start = match.end()
    yield start, len(text)


def _breaks(text: str, start: int, end: int) -> bool:
    """Whether the line end at `end` ends what began at `start`."""
    after = text[end + 1 : end + 2]
    if after in ("", "\n") or _ITEM.match(text, end + 1):
        return True
    line = max(start, text.rfind("\n", 0, end) + 1)
    following = text[end + 1 : end + 40].lstrip()
    if not following or following[0].islower():
        return not following
    width = _WRAPPED_WIDE if _WIDE.search(text, line, end) else _WRAPPED
    return end - line < width or text[end - 1] in ":：,،"


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range without blanks around it, in pieces of at most `_LONGEST` characters; nothing where it is blank."""
    while start < end:
        stop = min(end, start + _LONGEST)
        if stop < end:
            stop = max(text.rfind(" ", start, stop), start + _LONGEST // 2)
        piece = text[start:stop]
        low = start + len(piece) - len(piece.lstrip())
        high = stop - (len(piece) - len(piece.rstrip()))
        if low < high:
            yield low, high
        start = stop
