"""Words to symbols: which words and runs of words of the tables a text has, at the cost of one look-up a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from filters.detect.meaning.patterns import NUMBER, Word
from filters.detect.meaning.words import forms, plain

_MOST = 50_000
"""Words remembered before the memory begins anew."""
_NONE: tuple[int, ...] = ()
_END = ""


class Lexicon(dict[str, tuple[int, ...]]):
    """From a lower-case word to the symbols of the table's words that it matches; learnt when first asked for."""

    def __init__(self, umlauts: bool = False) -> None:
        super().__init__()
        self._umlauts = umlauts
        self._by_kind: dict[str, dict[str, list[int]]] = {"exact": {}, "head": {}, "tail": {}, "part": {}, "number": {}}
        self._sizes: dict[str, tuple[int, ...]] = {}
        self._runs: dict[str, Any] = {}

    def learn(self, word: Word, symbol: int) -> None:
        """Let the word stand for the symbol."""
        text = plain(word.text, self._umlauts)
        self._by_kind[word.kind].setdefault(text, []).append(symbol)
        sizes = self._sizes.get(word.kind, ())
        if len(text) not in sizes:
            self._sizes[word.kind] = tuple(sorted((*sizes, len(text))))

    def learn_run(self, words: Sequence[Word], symbol: int) -> None:
        """Let the words, side by side, stand for the symbol."""
        node = self._runs
        for word in words:
            node = node.setdefault(word.text, {})
        node.setdefault(_END, []).append(symbol)

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= _MOST:
            self.clear()
        found = self[word] = tuple(dict.fromkeys(self._symbols(plain(word, self._umlauts)))) or _NONE
        return found

    def _symbols(self, word: str) -> Iterator[int]:
        if word[0].isdigit():
            yield from self._by_kind["number"].get(NUMBER, ())
        for form in forms(word):
            yield from self._by_kind["exact"].get(form, ())
            yield from self._at("head", (form[:size] for size in self._sizes.get("head", ())))
        yield from self._at("tail", (word[-size:] for size in self._sizes.get("tail", ())))
        for size in self._sizes.get("part", ()):
            yield from self._at("part", (word[start : start + size] for start in range(len(word) - size + 1)))

    def _at(self, kind: str, texts: Iterable[str]) -> Iterator[int]:
        for text in texts:
            yield from self._by_kind[kind].get(text, ())

    def runs(self, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """(symbol, start, end) of every run among the words. Linear: a run is short."""
        root = self._runs
        for start, word in enumerate(words):
            node = root.get(word)
            end = start + 1
            while node is not None:
                for symbol in node.get(_END, ()):
                    yield symbol, start, end
                node = node.get(words[end]) if end < len(words) else None
                end += 1
