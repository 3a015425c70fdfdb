"""Reads a passage as if the tables had been written without it: the phrases that match in no other passage are left out.

Tables know the passages that they were written from by heart, so that what is found in those says little about how a phrase
that nobody has seen will fare. With such phrases left out it says as much as passages that were kept from the tables do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, TypeVar

from filters.detect import folded
from filters.detect.meaning import concepts, reading
from filters.detect.meaning.table import Path

Answer = TypeVar("Answer")
Text = TypeVar("Text")


class _Watched(concepts._Seen):
    """Keeps which phrases matched, and matches none of those that are to be forgotten."""

    matched: ClassVar[set[int]] = set()
    forgotten: ClassVar[frozenset[int]] = frozenset()
    walking = 0

    def _walk(self, path: Path) -> None:
        if id(path) in self.forgotten:
            return
        self.walking = id(path)
        super()._walk(path)
        self.walking = 0

    def add(self, symbol: int, span: concepts.Span) -> None:
        if self.walking:
            self.matched.add(self.walking)
        super().add(symbol, span)


@contextmanager
def _watching() -> Iterator[type[_Watched]]:
    usual, concepts._Seen = concepts._Seen, _Watched  # type: ignore[misc]
    try:
        yield _Watched
    finally:
        concepts._Seen = usual  # type: ignore[misc]
        _Watched.forgotten = frozenset()
        _forget()


def unlearnt(texts: Sequence[Text], read: Callable[[Text], Answer], kept: Callable[[Text], bool]) -> list[Answer]:
    """`read` of every text; those not `kept` from the tables are read without the phrases that match in them alone."""
    with _watching() as watched:
        answers: list[Answer] = []
        matched: list[set[int]] = []
        for text in texts:
            watched.matched = set()
            answers.append(_anew(read, text))
            matched.append(watched.matched)
        known = Counter(path for text, paths in zip(texts, matched, strict=True) if not kept(text) for path in paths)
        for place, (text, paths) in enumerate(zip(texts, matched, strict=True)):
            watched.forgotten = frozenset(path for path in paths if known[path] == 1)
            if watched.forgotten and not kept(text):
                answers[place] = _anew(read, text)
        return answers


def _anew(read: Callable[[Text], Answer], text: Text) -> Answer:
    """Read with no memory of what was read before."""
    _forget()
    return read(text)


def _forget() -> None:
    reading._named.cache_clear()
    folded._ALIVE.clear()
