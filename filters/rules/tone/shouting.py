"""tone/shouting: words in capitals, and marks in a row.

What it finds
    Three or more words in a row in capitals, two of them of four letters or more; three or more question or exclamation marks
    in a row. Words with figures in them, and the lines of an address or a name, which are short, are left alone.

Why
    Capitals read as shouting; the guidelines ask for a professional tone.

Example
    text: PLEASE READ THIS LETTER BEFORE you open the parcel.
    text: Where is the return???
    html: <p>DO NOT SEND the lamp back!!!</p>

Allowed
    text: Your LED USB lamp GX-500 was sent with DHL EXPRESS today!
    text: MUSTERMANN GMBH

Fix
    None: what to stress is the sender's to say.

Options
    None.

Source
    Agency's tips on communication: polite and professional language (S1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from string import ascii_uppercase

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.mail.surface import Surface
from filters.rule import NoOptions, Rule

_MARKS = re.compile(r"[!?！？][!?！？]{2,}")
_CAPITALS = r"[A-Z\u00c0-\uffff]"
_MAYBE = re.compile(rf"{_CAPITALS}(?<!{_CAPITALS}{{2}}){_CAPITALS}*+(?:[ ,'’\-–]++{_CAPITALS}++){{2,}}")
"""Three words or more without a small letter of ASCII, or the ends of some."""
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)?(?!\w)")
_WORDS, _LONG, _LETTERS = 3, 2, 4
_SHAPE = bytes(ord("A") if chr(code) in ascii_uppercase else ord(" ") for code in range(256))


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for surface in mail.of_kind("text", "html"):
        for match in _MARKS.finditer(surface.text) if any(mark in surface.text for mark in "!?！？") else ():
            yield surface.found(*match.span(), note="a run of marks")
        for start, end in _shouted(surface) if _may_shout(surface.text) else ():
            yield surface.found(start, end, note="shouting")


def _may_shout(text: str) -> bool:
    """Whether anywhere so many capitals stand side by side as a long word has; told in one go for ASCII texts only."""
    return not text.isascii() or b"A" * _LETTERS in text.encode("ascii").translate(_SHAPE)


def _shouted(surface: Surface) -> Iterator[tuple[int, int]]:
    for match in _MAYBE.finditer(surface.text):
        for capitals, run in groupby(_words(surface.text, *match.span()), key=lambda word: word[0].isupper()):
            loud = list(run) if capitals else []
            if len(loud) >= _WORDS and sum(len(word[0]) >= _LETTERS for word in loud) >= _LONG:
                yield loud[0].start(), loud[-1].end()


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words that begin in text[start:end], whole."""
    for word in _WORD.finditer(text, start):
        if word.start() >= end:
            return
        yield word


RULE = Rule(
    name="tone/shouting",
    check=check,
    summary="Words in capitals, and marks in a row.",
    clause="The tone is professional and polite (S1).",
    advice="Write in sentences, without capitals for emphasis.",
    default=Action.NOTE,
)
