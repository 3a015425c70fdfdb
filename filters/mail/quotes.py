"""Which lines of a plain text are quoted from the mail that it answers."""

from __future__ import annotations

from collections.abc import Iterable

Range = tuple[int, int]


def quoted_ranges(text: str) -> list[Range]:
    return []


def before_quote(text: str, start: int) -> int:
    return start


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The same ranges, sorted and disjoint."""
    return sorted(ranges)
