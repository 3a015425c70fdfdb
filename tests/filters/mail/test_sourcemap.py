"""Derived text to source ranges, and the gaps between them."""

from __future__ import annotations

from filters.mail.sourcemap import Segment, SourceMap

MAP = SourceMap((Segment(0, 2, 10, 12), Segment(3, 1, 20, 25, True), Segment(4, 2, 25, 27)))
"""`ab`, a gap, an entity, `cd`."""


def test_spans_join_what_touches() -> None:
    assert MAP.spans(0, 6) == [(10, 12), (20, 27)]
    assert MAP.spans(1, 4) == [(11, 12), (20, 25)]
    assert MAP.spans(2, 3) == []


def test_gaps_stand_nowhere() -> None:
    assert MAP.gaps(0, 8) == [(2, 3), (6, 8)]
    assert MAP.gaps(2, 3) == [(2, 3)]
    assert MAP.gaps(0, 2) == []
    assert SourceMap(()).gaps(0, 2) == [(0, 2)]


def test_words_are_held_where_only_blanks_are_gaps() -> None:
    assert MAP.holds("ab &cd", 0, 6)
    assert not MAP.holds("abx&cd", 0, 6)
    assert MAP.holds("abx&cd", 0, 2)
    assert not SourceMap(()).holds("", 0, 0)


def test_a_slice_maps_as_the_whole_does() -> None:
    cut = MAP.sliced(1, 5)
    assert [cut.spans(at, at + 1) for at in range(4)] == [MAP.spans(at, at + 1) for at in range(1, 5)]
