"""A map from every character of a derived text back to the text or bytes it was derived from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple


class Segment(NamedTuple):
    """derived[at:at+size] stands in source[start:end]. `whole`: only as one (an entity, an encoded word); else 1:1."""

    at: int
    size: int
    start: int
    end: int
    whole: bool = False


Plain = tuple[int, int, int, int, bool]
"""A segment, as a plain tuple where there are thousands."""


class SourceMap:
    """Segments in the order of the derived text; gaps are characters that stand nowhere in the source (block breaks).

    Most maps are never asked for a place; nothing is worked out before that.
    """

    def __init__(self, segments: Collection[Plain]) -> None:
        self._given = segments

    @property
    def segments(self) -> tuple[Plain, ...]:
        """Those of any size."""
        return self._placed[0]

    @cached_property
    def _placed(self) -> tuple[tuple[Plain, ...], list[int]]:
        """The segments of any size, and where each begins."""
        segments = tuple([segment for segment in self._given if segment[1]])
        return segments, [segment[0] for segment in segments]

    @classmethod
    def identity(cls, size: int) -> SourceMap:
        """The map of a text derived by changing nothing."""
        return cls((Segment(0, size, 0, size),))

    def sliced(self, start: int, end: int) -> SourceMap:
        """The map of derived[start:end], its offsets counted from `start`."""
        cut = []
        segments, starts = self._placed
        for index in range(max(bisect_right(starts, start) - 1, 0), len(segments)):
            at, size, low, high, whole = segments[index]
            if at >= end:
                break
            first, last = max(start, at), min(end, at + size)
            if first < last:
                span = (low, high) if whole else (low + first - at, low + last - at)
                cut.append(Segment(first - start, last - first, *span, whole))
        return SourceMap(cut)

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """Source ranges of derived[start:end], in derived order, touching ones joined; [] where it stands nowhere."""
        found: list[tuple[int, int]] = []
        segments, starts = self._placed
        for index in range(max(bisect_right(starts, start) - 1, 0), len(segments)):
            at, size, low, high, whole = segments[index]
            if at >= end:
                break
            first, last = max(start, at), min(end, at + size)
            if first >= last:
                continue
            span = (low, high) if whole else (low + first - at, low + last - at)
            if found and found[-1][1] == span[0]:
                span = (found.pop()[0], span[1])
            found.append(span)
        return found

    def gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """The ranges within derived[start:end] that stand nowhere in the source."""
        found, done = [], start
        segments, starts = self._placed
        for index in range(max(bisect_right(starts, start) - 1, 0), len(segments)):
            at, size, _, _, _ = segments[index]
            if at >= end:
                break
            if at > done:
                found.append((done, at))
            done = max(done, at + size)
        return [*found, (done, end)] if done < end else found

    def holds(self, derived: str, start: int, end: int) -> bool:
        """Whether every word of derived[start:end] stands in the source, so that it can be changed there."""
        return bool(self.segments) and all(derived[low:high].isspace() for low, high in self.gaps(start, end))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest source range that holds derived[start:end]; an empty one at the nearest place where it has none."""
        spans = self.spans(start, end)
        if spans:
            return min(low for low, _ in spans), max(high for _, high in spans)
        place = self.place(start)
        return place, place

    def place(self, at: int) -> int:
        """Where in the source something put before derived[at] belongs."""
        segments, starts = self._placed
        index = bisect_right(starts, at) - 1
        if index < 0:
            return segments[0][2] if segments else 0
        first, size, start, end, whole = segments[index]
        if at >= first + size:
            return end
        return start if whole else start + at - first
