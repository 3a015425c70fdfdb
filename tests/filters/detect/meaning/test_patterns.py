"""The pattern language: what each form of a pattern matches, and which patterns are refused."""

from __future__ import annotations

import pytest

from filters.detect.meaning.concepts import concepts
from filters.detect.meaning.patterns import PatternError
from filters.detect.meaning.table import Builder
from filters.detect.meaning.words import WORD


def names(text: str, family: str = "f", *, umlauts: bool = False, **tables: list[str]) -> set[str]:
    """The concepts that a text names, by tables of one family, without the family."""
    words = WORD.findall(text.lower())
    hits = concepts(words, Builder([{family: tables}], umlauts=umlauts).table, lambda index: index == 0)
    return {name.split(".", 1)[1] for name in hits}


@pytest.mark.parametrize(
    ("pattern", "found", "not_found"),
    [
        ("leave review", "Please leave review now", "leave a review"),
        ("leave [a] review", "leave review", "leave no review"),
        ("recen*", "una recensione", "irrecens"),
        ("*stern", "fünf Goldstern", "Sterne"),
        ("*bewert*", "Kundenbewertungen lesen", "Wert"),
        ("good|great", "a great one", "a nice one"),
        ("(lit up|shining) stars", "lit up stars", "lit stars"),
        ("lit_up|shining stars", "lit up stars", "lit stars"),
        ("# stars", "4 stars", "four stars"),
        ("leave .. review", "leave me a short review", "leave it for the day before any review"),
        ("leave ... review", "leave me, when you have time, a review", "review first and leave"),
        ("^ rate us", "rate us", "they rate us"),
        ("gift & review", "a review brings a gift", "a review"),
        ("gift & !refund", "a gift", "a gift, no refund"),
        ("don't", "we don't", "do not"),
        ("café", "cafe", "coffee"),
        ("レビュー", "このレビューを見る", "レビ"),
        ("星 .. 五", "星を全部五", "五つの星"),
        ("تقييم", "والتقييم", "قيمة"),
        ("five ★", "five ☆", "five"),
    ],
)
def test_a_pattern_matches(pattern: str, found: str, not_found: str) -> None:
    assert names(found, a=[pattern]) == {"a"}
    assert names(not_found, a=[pattern]) == set()


def test_a_pattern_names_concepts_of_its_family_or_the_common_one() -> None:
    tables = {"f": {"ask": ["<please> .. <thing>"], "thing": ["review"]}, "common": {"please": ["kindly"]}}
    hits = concepts(["kindly", "write", "a", "review"], Builder([tables]).table, lambda index: index == 0)
    assert hits["f.ask"] == [(0, 4)]


def test_umlauts_are_told_from_their_vowels_where_asked() -> None:
    assert names("es wurde gebeten", umlauts=True, a=["würde"]) == set()
    assert names("es wuerde", umlauts=True, a=["würde"]) == {"a"}
    assert names("es wurde", a=["würde"]) == {"a"}


@pytest.mark.parametrize("pattern", ["", "..", "a ..", "<nothing>", "!a", "?", "a & "])
def test_a_pattern_that_means_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        Builder([{"f": {"a": [pattern]}}])


def test_concepts_that_name_each_other_are_refused() -> None:
    with pytest.raises(PatternError, match="each other"):
        Builder([{"f": {"a": ["<b>"], "b": ["x <a>"]}}])


def test_a_chain_of_concepts_is_followed_whatever_their_order() -> None:
    assert names("one two", d=["<c> & two"], c=["<b>"], b=["<a>"], a=["one"]) == {"a", "b", "c", "d"}
