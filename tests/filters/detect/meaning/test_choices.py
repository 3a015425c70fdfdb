"""Alternatives in parentheses of one word are one place of a phrase, so that they cost as much as one."""

from __future__ import annotations

import pytest

from filters.detect.meaning.patterns import parse


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [("(a|b|c) .. (d|e|f)", 1), ("(a|b c|d) e", 2), ("(a b|c d)", 2), ("[a] (b|c)", 2)],
)
def test_words_in_parentheses_make_one_phrase(pattern: str, phrases: int) -> None:
    assert len(parse(pattern, "promotion", frozenset())) == phrases
