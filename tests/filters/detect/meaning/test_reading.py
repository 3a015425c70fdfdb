"""A text read: languages by paragraph, roles, places, relations; and no text makes it run away (SECURITY DOS-040)."""

from __future__ import annotations

import pytest

from filters.detect.folded import fold
from filters.detect.meaning.model import MODEL, windows
from filters.detect.meaning.reading import read
from filters.detect.meaning.table import TABLES, table

SIZE = 100_000
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv", "tr", "zh")


def test_every_language_has_tables_that_compile() -> None:
    assert tuple(sorted(TABLES)) == LANGUAGES
    for language in LANGUAGES:
        assert {"common", "reviews"} <= set(TABLES[language])
        assert table(language).names


_MORE = {
    "quality", "say", "public", "reviewer", "opinion", "page", "willing", "provided", "postpone", "change_it", "anyone",
}  # fmt: skip
"""What tells more where a language's table has it."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_names_the_concepts_that_rules_on_reviews_ask_for(language: str) -> None:
    wanted = set(TABLES["en"]["reviews"]) - _MORE
    assert wanted <= set(TABLES[language]["reviews"])


def test_paragraphs_have_their_own_language() -> None:
    text = "Please leave a review on the product page.\n\nBitte schreiben Sie uns eine gute Bewertung, wir freuen uns."
    assert [sentence.language for sentence in read(fold(text)).sentences] == ["en", "de"]


def test_greeting_closing_and_signature_are_told_from_the_text() -> None:
    letter = "Dear Anna,\n\nYour lamp leaves today.\n\nKind regards\nTom Ray\nLamps of Leeds\n\n"
    text = letter + "The box also holds a spare bulb, which you may keep."
    assert [sentence.role for sentence in read(fold(text)).sentences] == [
        "greeting", "text", "closing", "signature", "signature", "text",
    ]  # fmt: skip


def test_places_are_those_of_the_text_as_it_was_written() -> None:
    text = "Hello.  Leave us f\u200bive ｓtars, please.  Bye."
    sentence = read(fold(text)).sentences[1]
    start, end = sentence.place
    assert text[start:end] == "Leave us f\u200bive ｓtars, please."
    assert sentence.has("reviews.top")


def test_letters_set_apart_are_read_as_words() -> None:
    assert read(fold("Leave us f i v e stars.")).names("reviews.top")


def test_relations() -> None:
    one, two = read(fold("If you like the lamp, rate us. We do not ask for five stars.")).sentences
    assert one.in_order("common.if", "reviews.ask_review")
    assert not one.in_order("reviews.ask_review", "common.if")
    assert two.negated("reviews.top")
    assert not one.negated("reviews.happy")
    assert (one.following, two.previous, two.following) == (two, one, None)
    assert one.has_all("common.if", "reviews.happy")
    assert not one.questions


PIECES = (
    "a", "a ", " ", ". ", "\n", "a\n", "1 ", "please ", "please leave a review and ", "if you like us rate five stars ",
    "star ", "bitte bewerten sie ", "星", "レビューを書いて", "请给五星好评", "قيمنا بخمس ", "ı", "don't ", "é ", "a, ", "★",
    "-\n", "review & gift ",
)  # fmt: skip


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", PIECES)
def test_any_text_is_read_in_linear_time(piece: str) -> None:
    text = (piece * SIZE)[:SIZE]
    reading = read(fold(text))
    assert all(0 <= sentence.start < sentence.end <= SIZE for sentence in reading.sentences)
    for window in windows(reading.sentences):
        MODEL.scores(window, {})
