"""Misspelt words, with the dictionaries that the machine has."""

from __future__ import annotations

from pathlib import Path

import pytest

from filters.detect.spelling import FOLDER, unknown
from filters.rules.style import spelling
from filters.sample import sample
from tests.support.rule_runs import facts_of, run

pytest.importorskip("hunspell", reason="the extra spelling is not installed")


def needs(name: str) -> pytest.MarkDecorator:
    there = (Path(FOLDER) / f"{name}.dic").is_file()
    return pytest.mark.skipif(not there, reason=f"no dictionary {name} in {FOLDER}")


ENGLISH = "we recieved your mesage and will chek the adress tomorow, becouse the parcell was definately lost on the way"
GERMAN = "wir haben die nachrciht erhalten und werdden das vieleicht morgn prüfenn, weil das pakket nihct ankahm"


@needs("en_US")
def test_unknown_words_have_their_places() -> None:
    places, count = unknown("the parcell is herre", "en")
    assert ([("the parcell is herre")[slice(*place)] for place in places], count) == (["parcell", "herre"], 2)


@pytest.mark.parametrize(
    "text", [pytest.param(ENGLISH, marks=needs("en_US"), id="en"), pytest.param(GERMAN, marks=needs("de_DE"), id="de")]
)
def test_many_misspelt_words_are_found_once(text: str) -> None:
    found, _ = run(spelling.RULE, sample(text), facts_of())
    assert len(found) == 1


@needs("en_US")
def test_the_buyers_misspelt_words_are_not_the_sellers() -> None:
    found, _ = run(spelling.RULE, sample(f"Hello, it is on its way.\n\n> {ENGLISH}"), facts_of(reply=True))
    assert found == []


def test_a_language_without_a_dictionary_knows_no_mistakes() -> None:
    assert unknown("zzzz qqqq", "ja") == ([], 0)
