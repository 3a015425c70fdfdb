"""What is found in a text is found once, and goes with the text."""

from __future__ import annotations

import gc
import weakref

from filters.detect.folded import Folded, figures, fold, unspaced, words_of
from filters.detect.once import once


def test_a_text_is_asked_once_for_each_question() -> None:
    asked: list[tuple[str, str]] = []

    @once
    def find(folded: Folded, language: str = "en") -> int:
        asked.append((folded.text, language))
        return len(folded.text)

    text = fold("where is it")
    assert [find(text), find(text), find(text, "de"), find(text, language="de"), find(text, "de")] == [11] * 5
    assert asked == [("where is it", "en"), ("where is it", "de"), ("where is it", "de")]
    assert find(fold("there")) == 5


def test_the_same_words_are_one_text_as_long_as_somebody_holds_it() -> None:
    text = fold("the same words")
    assert fold("".join(("the same", " words"))) is text
    gone = weakref.ref(text)
    del text
    gc.collect()
    assert gone() is None


def test_digits_are_counted_in_any_script() -> None:
    assert figures(fold("1 two ٣ ４ 五 ½")) == 5
    assert figures(fold("\ud800 none")) == 0


def test_words_of_ascii_are_those_of_any_text() -> None:
    text = "don't re_use it: A1, b-2 (c3)\n100%"
    assert words_of(fold(text)) | {"é"} == words_of(fold(f"{text} é"))


def test_spaced_out_words_are_seen_wherever_they_stand() -> None:
    assert all(unspaced(fold(text)) for text in ("a b c d", "x\na\nb\nc\nd", "a b\nc d e", "so a b c d"))
    assert not any(unspaced(fold(text)) for text in ("a b c", "a  b  c  d", "ab cd ef gh", "a b c de"))
