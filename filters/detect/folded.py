"""A text as detectors read it: the tricks of writing taken away, every character still mapped to where it came from.

Folding is NFKC, decimal digits of every script to ASCII, invisible characters removed, dots and hyphens of other
widths to `.` and `-`, and look-alike letters to ASCII inside words that mix scripts (UTS #39 5.1): words that are
wholly Russian or Greek stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

from filters.detect.once import once
from filters.detect.tables.lookalikes import INVISIBLE, LOOKALIKES, SMALL_CAPITALS
from filters.mail.sourcemap import Segment, SourceMap

_SIMPLE = {
    **dict.fromkeys("。．｡․﹒", "."),
    **dict.fromkeys("‐‑−﹣－", "-"),
    **dict.fromkeys("\u2028\u2029\x85", "\n"),
    "\r": "\n",
    **{letter: LOOKALIKES[letter] for letter in SMALL_CAPITALS},
    **{chr(0x1F150 + index): chr(65 + index) for index in range(26)},  # negative circled letters
    **{chr(0x1F170 + index): chr(65 + index) for index in range(26)},  # negative squared letters
}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"\w++")
_LOOKALIKE_LETTERS = frozenset(LOOKALIKES)
_LOOKALIKE_TABLE = str.maketrans(LOOKALIKES)


class _Characters(dict[int, str]):
    """One character to its folded form ("" = invisible), worked out when first asked for."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _character(chr(point))
        return folded


def _character(character: str) -> str:
    if character in INVISIBLE:
        return ""
    if character in _SIMPLE:
        return _SIMPLE[character]
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return "".join(_SIMPLE.get(part, part) for part in unicodedata.normalize("NFKC", character) if part not in INVISIBLE)


_CHARACTERS = _Characters()


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Folded:
    """`text` is the folded form of `source`, `lower` the same in lower case and of the same length; `found`: see `once`."""

    source: str
    text: str
    lower: str
    map: SourceMap | None = field(default=None, repr=False, compare=False)
    """To `base`'s text, or to `source`; None: folding moved nothing."""
    base: Folded | None = field(default=None, repr=False, compare=False)
    found: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of `source` that text[start:end] came from, with the invisible characters that cling to its end."""
        if self.map is not None:
            start, end = self.map.span(start, end)
        if self.base is not None:
            return self.base.span(start, end)
        while self.map is not None and self.source[end : end + 1] in INVISIBLE:
            end += 1
        return start, end


def unfancied(text: str) -> str:
    """`text` folded in all but look-alike letters, which a host name must keep to be told apart."""
    return text if text.isascii() else text.translate(_CHARACTERS)


def lower(text: str) -> str:
    """Lower case that keeps the length: İ (the one letter whose lower case is two characters) becomes i."""
    return text.replace("İ", "i").lower()


_ALIVE: WeakValueDictionary[str, Folded] = WeakValueDictionary()
"""What somebody holds: the same words on another surface, or at another look, are read once."""


def fold(text: str) -> Folded:
    """The folded form of `text`, the same object as long as anybody holds it. Linear; ASCII text is its own fold."""
    folded = _ALIVE.get(text)
    if folded is None:
        folded = _ALIVE[text] = _folded(text)
    return folded


def _folded(text: str) -> Folded:
    if text.isascii():
        return Folded(text, text, text.lower())
    letters = set(text)
    moving = {letter for letter in letters if len(_CHARACTERS[ord(letter)]) != 1}
    marks = {letter for letter in letters if unicodedata.combining(letter)} - moving
    if not moving and not marks:
        folded, source_map = text.translate(_CHARACTERS), None
    else:
        folded, source_map = _moved(text, moving, marks)
    folded = _unmixed(folded)
    return Folded(text, folded, lower(folded), source_map)


def _moved(text: str, moving: set[str], marks: set[str]) -> tuple[str, SourceMap]:
    """Folding where characters go, grow or combine: each such place is one segment, what lies between maps 1:1."""
    special = "|".join(
        part
        for part in (
            marks and f"[^{_escaped(marks)}][{_escaped(marks)}]++",
            moving and f"[{_escaped(moving)}]",
        )
        if part
    )
    pieces: list[str] = []
    segments: list[Segment] = []
    for piece, start, end, whole in _pieces(text, re.compile(special, re.DOTALL)):
        at = segments[-1].at + segments[-1].size if segments else 0
        if piece:
            pieces.append(piece)
            segments.append(Segment(at, len(piece), start, end, whole))
    return "".join(pieces), SourceMap(segments)


def _escaped(letters: set[str]) -> str:
    return re.escape("".join(sorted(letters)))


def _pieces(text: str, special: re.Pattern[str]) -> Iterator[tuple[str, int, int, bool]]:
    """(folded text, start, end, whole) in order."""
    done = 0
    for match in special.finditer(text):
        if match.start() > done:
            yield text[done : match.start()].translate(_CHARACTERS), done, match.start(), False
        yield _cluster(match[0]), match.start(), match.end(), True
        done = match.end()
    if done < len(text):
        yield text[done:].translate(_CHARACTERS), done, len(text), False


def _cluster(cluster: str) -> str:
    """A letter with its marks: composed, and marks that strike through or clutter an ASCII letter dropped."""
    composed = unicodedata.normalize("NFC", "".join(_CHARACTERS[ord(letter)] for letter in cluster))
    if composed[:1].isascii():
        return "".join(letter for letter in composed if not unicodedata.combining(letter))
    return composed


def _unmixed(text: str) -> str:
    """Look-alike letters to ASCII in words that also have Latin letters; 1:1."""
    if _LOOKALIKE_LETTERS.isdisjoint(text):
        return text
    return _WORD.sub(lambda word: word[0].translate(_LOOKALIKE_TABLE) if _mixes(word[0]) else word[0], text)


def _mixes(word: str) -> bool:
    """Latin and look-alike letters in one word, and nothing that the table does not know."""
    if word.isascii() or _LOOKALIKE_LETTERS.isdisjoint(word) or not _LATIN.search(word):
        return False
    return all(letter in LOOKALIKES or _LATIN.match(letter) or letter.isdigit() or letter == "_" for letter in word)


_RUN = re.compile(r"[^\W_]+")
_APART = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
"""All but ASCII letters and digits made blanks."""
_NOT_FIGURES = bytes(set(range(256)) - set(b"0123456789"))


@once
def words_of(folded: Folded) -> frozenset[str]:
    """Every run of letters and digits in `lower`, once: it tells quickly that a text has none of the words looked for."""
    if folded.lower.isascii():
        return frozenset(folded.lower.encode("ascii").translate(_APART).decode("ascii").split())
    pieces = set(folded.lower.split())
    words = set(filter(str.isalnum, pieces))
    return frozenset(words.union(_RUN.findall(" ".join(pieces - words))))


@once
def figures(folded: Folded) -> int:
    """How many digits the text has, which are all ASCII: it tells quickly that a text has no number of so many."""
    return len(folded.lower.encode("utf-8", "surrogatepass").translate(None, _NOT_FIGURES))


_SPACED = re.compile(r"(?<!\S)\S(?!\S)(?:[ \n]\S(?!\S)){3,}+")
_MAYBE_SPACED = (re.compile(r" (?=\S[ \n]\S[ \n])"), re.compile(r"\n(?=\S[ \n]\S[ \n])"))
"""What every spaced-out word has; each begins with a literal, so that a search for it is quick."""


@once
def unspaced(folded: Folded) -> Folded | None:
    """The text with spaced-out words joined ("g m a i l . c o m", one letter a line); None where there are none."""
    if not any(pattern.search(folded.text) for pattern in _MAYBE_SPACED):
        return None
    ranges: list[tuple[int, int]] = []
    done = 0
    for match in _SPACED.finditer(folded.text):
        ranges.append((done, match.start()))
        ranges.extend((index, index + 1) for index in range(match.start(), match.end(), 2))
        done = match.end()
    if not done:
        return None
    ranges.append((done, len(folded.text)))
    text = "".join(folded.text[start:end] for start, end in ranges)
    segments: list[Segment] = []
    at = 0
    for start, end in ranges:
        segments.append(Segment(at, end - start, start, end))
        at += end - start
    return Folded(folded.source, text, lower(text), SourceMap(segments), folded)
