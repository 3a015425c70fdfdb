"""Where in base64 text the decoded bytes stand: three of them in a group of four letters (RFC 2045 6.8)."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

LETTERS = bytes(range(48, 58)) + bytes(range(65, 91)) + bytes(range(97, 123)) + b"+/"
_OTHERS = bytes(set(range(256)) - set(LETTERS))


class _Line(NamedTuple):
    """A line of `letters` in body[start:end], and the offset of the first byte that it decodes to."""

    at: int
    start: int
    end: int


class Groups:
    """The way from decoded bytes to the body, exact to the group; a group over two lines counts as the second's."""

    def __init__(self, body: bytes) -> None:
        self._lines: list[_Line] = []
        start = letters = 0
        for line in body.splitlines(keepends=True):
            before, letters = letters, letters + len(line.translate(None, _OTHERS))
            if letters * 3 // 4 > before * 3 // 4:
                self._lines.append(_Line(before * 3 // 4, start, start + len(line)))
            start += len(line)
        self._size = letters * 3 // 4

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the body that carries the bytes; an empty one where they are none or beyond the last."""
        if not self._lines:
            return 0, 0
        if start >= self._size:
            place = self._group(self._size - 1)[1]
            return place, place
        low = self._group(start)[0]
        return (low, self._group(min(end, self._size) - 1)[1]) if end > start else (low, low)

    def _group(self, at: int) -> tuple[int, int]:
        """The group that carries the byte at that offset."""
        line = self._lines[bisect_right(self._lines, at, key=_at) - 1]
        low = line.start + (at - line.at) // 3 * 4
        return low, min(low + 4, line.end)


def _at(line: _Line) -> int:
    return line.at
