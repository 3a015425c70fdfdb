"""Reads a passage as if the tables had been written without it: the phrases that match in no other passage are left out.

Tables know the passages that they were written from by heart, so that what is found in those says little about how a phrase
that nobody has seen will fare. With such phrases left out it says as much as passages that were kept from the tables do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, TypeVar

from filters.detect.meaning import concepts
from filters.detect.meaning.table import Path

Answer = TypeVar("Answer")
Text = TypeVar("Text")


class _Watched(concepts._Seen):
    """Keeps which phrases matched, and matches none of those that are to be forgotten."""

    matched: ClassVar[set[int]] = set()
    forgotten: ClassVar[frozenset[int]] = frozenset()

    def _walk(self, path: Path) -> None:
        if id(path) in self.forgotten:
            return
        before = len(self.places.get(path.result, ()))
        super()._walk(path)
        if len(self.places.get(path.result, ())) > before:
            self.matched.add(id(path))


@contextmanager
def _watching() -> Iterator[type[_Watched]]:
    usual, concepts._Seen = concepts._Seen, _Watched  # type: ignore[misc]
    try:
        yield _Watched
    finally:
        concepts._Seen = usual  # type: ignore[misc]
        _Watched.forgotten = frozenset()


def unlearnt(texts: Sequence[Text], read: Callable[[Text], Answer], kept: Callable[[Text], bool]) -> list[Answer]:
    """`read` of every text; those not `kept` from the tables are read without the phrases that match in them alone."""
    with _watching() as watched:
        answers: list[Answer] = []
        matched: list[set[int]] = []
        for text in texts:
            watched.matched = set()
            answers.append(read(text))
            matched.append(watched.matched)
        known = Counter(path for text, paths in zip(texts, matched, strict=True) if not kept(text) for path in paths)
        for place, (text, paths) in enumerate(zip(texts, matched, strict=True)):
            watched.forgotten = frozenset(path for path in paths if known[path] == 1)
            if watched.forgotten and not kept(text):
                answers[place] = read(text)
        return answers
