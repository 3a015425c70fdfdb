"""A text cut into words, and a word brought to the form in which the phrase tables know it.

A word is a run of letters, a number, one Han or kana character (a script without blanks is matched character by
character), or one sign that carries meaning (a star, a currency, per cent).
"""

from __future__ import annotations

import re
import unicodedata

_ONE_BY_ONE = "\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0640"
WORD = re.compile(
    rf"[{_ONE_BY_ONE}]|(?:[^\W\d_{_ONE_BY_ONE}][{_MARKS}]*+)++|\d+(?:[.,]\d+)*+"
    "|[@%€$£¥₺★☆✩✪✭✮✯⭐🌟❤]"
)
"""Linear: every alternative begins with its own class of characters."""
ONE_BY_ONE = re.compile(rf"[{_ONE_BY_ONE}]")

_LETTERS = str.maketrans({
    "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": "", "گ": "ك", "ی": "ي", "ک": "ك",
})  # fmt: skip
_STARS = frozenset("☆✩✪✭✮✯⭐🌟")
_ARABIC = re.compile("[\u0620-\u064a]")


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
_APART = frozenset({"dès", "là", "où", "né", "dé", "dê", "dá", "dà", "è", "é", "nós", "sì", "sí"})
"""Words that only their accent keeps apart from words that stand in every sentence ("dé" gives, "de" is of)."""


def plain(word: str, umlauts: bool = False) -> str:
    """A lower-case word without accents and other differences that hurried writers leave out.

    umlauts  whether ä, ö, ü, å become ae, oe, ue, aa, as who writes German without them does ("wurde" is not "würde"); in
             Swedish, too, they are letters of their own ("står" is no star, "andra" does not change)
    """
    if word.isascii() or word in _APART:
        return word
    if umlauts:
        word = word.translate(_UMLAUTS)
    if word in _STARS:
        return "★"
    parted = unicodedata.normalize("NFD", word.translate(_LETTERS)) if not ONE_BY_ONE.match(word) else word
    return "".join(letter for letter in parted if not unicodedata.combining(letter)) if parted != word else word


def forms(word: str) -> tuple[str, ...]:
    """The plain word, and where it is Arabic also without the article and the particles written in front of it."""
    if word.isascii() or not _ARABIC.match(word):
        return (word,)
    bare = [word]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + 2:
            bare.append(word[len(prefix) :])
    return tuple(dict.fromkeys(bare))


_PREFIXES = tuple(
    f"{first}{second}" for first in ("", "و", "ف") for second in ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك", "س")
)[1:]
