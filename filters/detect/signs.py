"""Signs in words ("at", "punkt"), searched for only where one of the words or marks stands at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from filters.detect.folded import Folded, words_of

_RUN = re.compile(r"[^\W\d_]+")
_REACH = 8
"""A match begins at most that many characters before its word or mark."""


class Signs:
    """A pattern in whose every match is one of the words, whole, or one of the marks (patterns; `foreign` are not ASCII)."""

    def __init__(self, pattern: re.Pattern[str], words: Iterable[str], marks: str, foreign: str) -> None:
        self._pattern = pattern
        self._words = frozenset(max(_RUN.findall(word), key=len) for word in words)
        self._marks = {True: marks, False: f"{marks}|{foreign}"}

    def search(self, view: Folded, at: int) -> re.Match[str] | None:
        """As the pattern's own search in `view.lower`; most texts have few of the words, and need no more than a glance."""
        text = view.lower
        for sign in _any_of(self._words & words_of(view), self._marks[text.isascii()]).finditer(text, at):
            for start in range(max(sign.start() - _REACH, at), sign.start() + 1):
                if match := self._pattern.match(text, start):
                    return match
        return None


@lru_cache(256)
def _any_of(words: frozenset[str], marks: str) -> re.Pattern[str]:
    """Each alternative begins with a letter of its own, so that a search passes all other letters at once."""
    return re.compile("|".join((*(rf"{word}(?<![^\W\d_]{word})(?![^\W\d_])" for word in sorted(words)), marks)))
