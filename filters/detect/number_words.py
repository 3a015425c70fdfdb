"""Numbers written as words, in the languages of the marketplaces, as strings of digits.

Only what a person spells a telephone number with: single digits, pairs up to 99, "double"/"triple", "oh". The tables are
built from each language's own units, teens and tens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from filters.detect.folded import Folded, words_of
from filters.detect.once import once
from filters.detect.tables.numbers import CJK_DIGITS, EVERYDAY, JOINERS, REPEATS, WORDS, tens_of
from filters.detect.words import any_of

_TOKEN = re.compile(r"\d++|[^\W\d_]++(?:'[^\W\d_]++)?")
_LETTERS = re.compile(r"[^\W\d_]++")
_BETWEEN = r"[\s,./;:()\-–—_*+·…]{0,4}"
_GAP = re.compile(_BETWEEN)
_PIECE = rf"(?:{any_of((*WORDS, *REPEATS, *JOINERS))}|\d++)"
_THREE = re.compile(rf"(?<![^\W_]){_PIECE}{_BETWEEN}{_PIECE}{_BETWEEN}{_PIECE}")
"""What every number in words has somewhere."""
_CJK = re.compile(f"[{''.join(CJK_DIGITS)}\\d](?:[\\s\\-–,，、.]?[{''.join(CJK_DIGITS)}\\d]){{6,}}+")
LEAST = 7
"""Digits that make a number worth judging."""


class Spelled(NamedTuple):
    """Folded range and the digits it spells."""

    start: int
    end: int
    digits: str


@once
def spelled_numbers(view: Folded) -> tuple[Spelled, ...]:
    """Runs of at least seven digits with words among them: two words, or one among four other pieces."""
    return tuple(_spelled(view))


def _spelled(view: Folded) -> Iterator[Spelled]:
    if not view.lower.isascii():
        for match in _CJK.finditer(view.lower):
            digits = "".join(CJK_DIGITS.get(letter, letter if letter.isdigit() else "") for letter in match[0])
            if sum(letter in CJK_DIGITS for letter in match[0]) >= 2:
                yield Spelled(*match.span(), digits)
    if not _has_number_word(view) or not _THREE.search(view.lower):
        return
    run: list[_Token] = []
    for token in _tokens(view.lower):
        if run and not _GAP.fullmatch(view.lower, run[-1].end, token.start):
            yield from _read(run)
            run = []
        run.append(token)
    yield from _read(run)


def _has_number_word(view: Folded) -> bool:
    """Whether any word is a number and mostly means one; most texts have none, and need not be taken apart."""
    words = (part for word in words_of(view) for part in ((word,) if word.isalpha() else _LETTERS.findall(word)))
    return any(word not in EVERYDAY and _value(word).isdigit() for word in words)


class _Token(NamedTuple):
    start: int
    end: int
    value: str
    """Digits, "x2"/"x3" for a repetition, "&" for a joining word."""
    word: bool
    everyday: bool


def _tokens(text: str) -> Iterator[_Token]:
    """The pieces of numbers in a text."""
    for match in _TOKEN.finditer(text):
        if value := _value(match[0]):
            yield _Token(*match.span(), value, not match[0].isdigit(), match[0] in EVERYDAY)


def _value(word: str) -> str:
    if word.isdigit():
        return word if len(word) <= 15 else ""
    return _word_value(word) if len(word) <= 40 else ""


@lru_cache(8192)
def _word_value(word: str) -> str:
    return WORDS.get(word) or REPEATS.get(word) or ("&" if word in JOINERS else _mixed(word))


def _mixed(word: str) -> str:
    """Several number words run together ("fivefive", "sechsundsiebzig" stands in the table)."""
    digits, at = "", 0
    while at < len(word):
        size = next((size for size in range(min(10, len(word) - at), 1, -1) if word[at : at + size] in WORDS), 0)
        if not size:
            return ""
        digits += WORDS[word[at : at + size]]
        at += size
    return digits


def _read(run: list[_Token]) -> Iterator[Spelled]:
    while run and run[-1].value[0] in "x&":
        run.pop()
    while run and run[0].value == "&":
        run.pop(0)
    words = sum(token.word and token.value.isdigit() and not token.everyday for token in run)
    if not words or (words == 1 and len(run) < 5):
        return
    digits, index = "", 0
    while index < len(run):
        piece, index = _piece(run, index)
        digits += piece
    if len(digits) >= LEAST:
        yield Spelled(run[0].start, run[-1].end, digits)


def _piece(run: list[_Token], index: int) -> tuple[str, int]:
    """The digits of the token at `index`, tens joined to the unit that follows ("noventa y tres" = 93)."""
    token = run[index]
    if token.value[0] == "x" and index + 1 < len(run):
        return run[index + 1].value.strip("x&") * int(token.value[1]), index + 2
    if token.value == "&":
        return "", index + 1
    if not token.word:
        return token.value, index + 1
    value, index = token.value, index + 1
    while index < len(run):
        joined = run[index].value == "&"
        unit = run[index + joined] if index + joined < len(run) else None
        whole = tens_of(value, unit.value, joined=joined) if unit and unit.word else ""
        if not whole:
            break
        value, index = whole, index + 1 + joined
    return value, index
