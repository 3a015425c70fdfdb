"""What folding takes away, and that every character is still where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.detect.folded import fold, unspaced

FOLDS = [
    ("Größe", "Größe"),
    ("аmazon.com Привет", "amazon.com Привет"),
    ("e\u0301vil。com", "évil.com"),
    ("ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"),
    ("١٢٣ ۴۵", "123 45"),
    ("5\ufe0f\u20e3", "5"),
    ("ev\u200bi\u00adl.com", "evil.com"),
    ("ᴇᴠɪʟ", "EVIL"),
    ("e\u0336v\u0336", "ev"),
    ("𝐞𝐯𝐢𝐥.𝓬𝓸𝓶", "evil.com"),
    ("①②❸", "123"),
    ("واتـــساب", "واتساب"),
    ("TNF-α und 5 μm", "TNF-α und 5 μm"),
    ("a\u202eb\u2066c", "abc"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDS)
def test_tricks_of_writing_are_taken_away(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_ascii_is_its_own_fold() -> None:
    text = "Plain text."
    assert fold(text).text is text


def test_spans_lead_back_to_the_source() -> None:
    folded = fold("see ev\u200bil。com now")
    start = folded.text.index("evil")
    assert folded.source[slice(*folded.span(start, start + 8))] == "ev\u200bil。com"


def test_invisible_characters_at_the_end_belong_to_the_words() -> None:
    folded = fold("a7\ufe0f\u20e3 b")
    assert folded.source[slice(*folded.span(0, 2))] == "a7\ufe0f\u20e3"


def test_spaced_letters_are_joined_and_lead_back() -> None:
    folded = unspaced(fold("joe @ g m a i l . c o m ok"))
    assert folded is not None
    assert folded.text == "joe @gmail.com ok"
    assert folded.source[slice(*folded.span(4, 14))] == "@ g m a i l . c o m"
    assert unspaced(fold("a plain text")) is None


@given(st.text())
def test_lower_case_has_the_length_of_the_text_and_every_span_is_inside(text: str) -> None:
    folded = fold(text)
    assert len(folded.lower) == len(folded.text)
    for index in range(len(folded.text)):
        low, high = folded.span(index, index + 1)
        assert 0 <= low <= high <= len(text)
    assert fold(folded.text).text == folded.text or not folded.text.isascii()


@given(st.text(alphabet="ab .\n\u200bé１"))
def test_spans_are_in_order(text: str) -> None:
    folded = fold(text)
    starts = [folded.span(index, index + 1)[0] for index in range(len(folded.text))]
    assert starts == sorted(starts)
