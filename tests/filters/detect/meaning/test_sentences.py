"""Texts cut into sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.detect.meaning.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Das ist z.B. Nr. 5. Gut.", ["Das ist z.B. Nr. 5.", "Gut."]),
        ("Track it at shop.example now.", ["Track it at shop.example now."]),
        ("a line of text that was wrapped by the mail program\nand goes on here.", None),
        ("Hi Anna,\nyour lamp is here.", ["Hi Anna,\nyour lamp is here."]),
        ("Hi Anna,\nYour lamp is here.", ["Hi Anna,", "Your lamp is here."]),
        ("Two things:\n- one\n- two", ["Two things:", "- one", "- two"]),
        ("星五つ。お願いします。", ["星五つ。", "お願いします。"]),
        ("هل أنت راض؟ قيمنا.", ["هل أنت راض؟", "قيمنا."]),
        ("Please\nleave\nfive stars", ["Please\nleave\nfive stars"]),
        (" \n\n ", []),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    assert [text[start:end] for start, end, _ in sentences(text)] == ([text] if expected is None else expected)


def test_a_blank_line_begins_a_paragraph() -> None:
    assert [opens for _, _, opens in sentences("One. Two.\nThree.\n\nFour.")] == [True, False, False, True]


@given(st.text(alphabet="aB .!?\n。、-1", max_size=200))
def test_sentences_are_in_order_and_lose_nothing_but_blanks(text: str) -> None:
    ranges = [(start, end) for start, end, _ in sentences(text)]
    assert all(first[1] <= second[0] for first, second in pairwise(ranges))
    assert "".join(text[start:end] for start, end in ranges).split() or not text.split()
    assert "".join("".join(text[start:end] for start, end in ranges).split()) == "".join(text.split())
