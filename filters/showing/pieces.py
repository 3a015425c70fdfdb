"""Text cut into pieces where findings begin and end and where invisible characters stand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from filters.showing import signs
from filters.showing.values import Piece, Pieces

Mark = tuple[int, int, int]
"""text[start:end] are the words of the finding with this number."""

SIGNS = 2_000
"""Invisible characters of one text that are named; what more there are is left as it is."""


def cut(text: str, marks: Iterable[Mark] = ()) -> Pieces:
    """The pieces of a text, in order; joined they are the text."""
    signs_at = dict(signs.places(text)[:SIGNS])
    opening, closing = _edges(marks, len(text))
    places = sorted({0, len(text), *opening, *closing, *signs_at, *(at + 1 for at in signs_at)})
    open_now: dict[int, None] = {}
    pieces = []
    for start, end in pairwise(places):
        open_now = {number: None for number in open_now if number not in closing.get(start, ())}
        open_now |= dict.fromkeys(opening.get(start, ()))
        pieces.append(Piece(text[start:end], tuple(open_now), signs_at.get(start, "")))
    return tuple(pieces)


def _edges(marks: Iterable[Mark], length: int) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The numbers of the marks that begin and that end at each place; of two marks with one number only where both do."""
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, ranges in _joined(marks).items():
        for start, end in ranges:
            opening.setdefault(start, []).append(number)
            closing.setdefault(min(end, length), []).append(number)
    return opening, closing


def _joined(marks: Iterable[Mark]) -> dict[int, list[tuple[int, int]]]:
    """The ranges of each number, overlapping ones made one."""
    found: dict[int, list[tuple[int, int]]] = {}
    for start, end, number in sorted(marks):
        ranges = found.setdefault(number, [])
        if ranges and ranges[-1][1] >= start:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        elif end > start:
            ranges.append((start, end))
    return found
