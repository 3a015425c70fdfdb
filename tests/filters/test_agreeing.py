"""Edits that are made together never touch one another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from filters.agreeing import agreed
from filters.edits import Edit


def edit(start: int, end: int, text: str = "", document: int = 0) -> Edit:
    return Edit(document, start, end, text)


def test_equal_repairs_merge() -> None:
    assert agreed([(edit(0, 3),), (edit(0, 3),)]) == (edit(0, 3),)


def test_an_edit_shared_by_two_repairs_is_made_once() -> None:
    assert agreed([(edit(0, 3), edit(9, 12)), (edit(0, 3),)]) == (edit(0, 3), edit(9, 12))


def test_the_wider_repair_wins_whatever_the_order() -> None:
    wide, narrow = (edit(0, 20),), (edit(5, 9, "x"),)
    assert agreed([wide, narrow]) == agreed([narrow, wide]) == wide


def test_a_repair_is_made_whole_or_not_at_all() -> None:
    tags = (edit(0, 3), edit(20, 24))
    assert agreed([(edit(15, 30),), tags]) == (edit(15, 30),)


def test_repairs_side_by_side_and_in_other_documents_are_made_together() -> None:
    parts = [(edit(0, 3),), (edit(3, 5),), (edit(5, 5, "x"),), (edit(0, 3, "y", 1),)]
    assert agreed(parts) == (edit(0, 3), edit(3, 5), edit(5, 5, "x"), edit(0, 3, "y", 1))


def test_two_texts_for_one_place_wait_for_one_another() -> None:
    assert agreed([(edit(4, 4, "a"),), (edit(4, 4, "b"),)]) == (edit(4, 4, "a"),)


def test_a_repair_at_odds_with_itself_is_not_made() -> None:
    assert agreed([(edit(0, 5), edit(3, 8))]) == ()


EDITS = st.builds(
    lambda document, start, size, text: Edit(document, start, start + size, text),
    st.integers(0, 1),
    st.integers(0, 20),
    st.integers(0, 6),
    st.sampled_from(["", "a"]),
)


@given(st.lists(st.lists(EDITS, min_size=1, max_size=3).map(tuple), max_size=12))
def test_what_is_agreed_is_sorted_disjoint_and_whole(repairs: list[tuple[Edit, ...]]) -> None:
    made = agreed(repairs)
    for one, other in pairwise(made):
        assert one.document < other.document or (one.start < other.start and one.end <= other.start)
    assert all(any(set(repair) <= set(made) and one in repair for repair in repairs) for one in made)
