"""A passage that is read as if the tables had not been written from it."""

from __future__ import annotations

from filters.detect.folded import fold
from filters.detect.meaning.reading import read
from tests.quality.forgetting import unlearnt

ALONE, SHARED = "Please leave a review.", "Thank you very much."


def _named(text: str) -> frozenset[str]:
    return frozenset(name for sentence in read(fold(text)).sentences for name in sentence.hits)


def test_phrases_that_match_in_one_passage_alone_are_forgotten_there() -> None:
    once, again, other = unlearnt([ALONE, SHARED, SHARED], _named, lambda text: False)
    assert "reviews.ask_review" in _named(ALONE)
    assert "reviews.ask_review" not in once
    assert again == other == _named(SHARED)


def test_a_passage_that_was_kept_from_the_tables_is_read_as_it_is() -> None:
    assert unlearnt([ALONE], _named, lambda text: True) == [_named(ALONE)]


def test_nothing_is_forgotten_afterwards() -> None:
    unlearnt([ALONE], _named, lambda text: False)
    assert "reviews.ask_review" in _named(ALONE)
