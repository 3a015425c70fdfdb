"""Which concepts a sentence names: one pass over its words, then the tables' rules in order of level. No backtracking."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from filters.detect.meaning.table import Joint, Path, Table

Span = tuple[int, int]
Hits = dict[str, list[Span]]
"""A concept's full name to its places: half-open ranges of the sentence's words."""
_MOST = 8
"""Places of one symbol in a sentence that are looked at: what is said more often is said."""


def concepts(words: Sequence[str], table: Table, opens: Callable[[int], bool]) -> Hits:
    """The concepts named by the words. opens(i): whether word i begins a clause.

    Bounded: at most `_MOST` places of a symbol are combined with as many of another.
    """
    seen = _Seen(table, opens)
    lexicon = table.lexicon
    for place, word in enumerate(words):
        for symbol in lexicon[word]:
            seen.add(symbol, (place, place + 1))
    for symbol, start, end in lexicon.runs(words):
        seen.add(symbol, (start, end))
    seen.follow()
    names = table.names
    return {names[symbol]: places for symbol, places in seen.places.items() if symbol in names}


class _Seen:
    """The symbols of one sentence with their places, and the rules that they call for, by level."""

    def __init__(self, table: Table, opens: Callable[[int], bool]) -> None:
        self.places: dict[int, list[Span]] = {}
        self._rules = table.rules
        self._opens = opens
        self._called: list[list[Path | Joint]] = [[] for _ in range(table.levels)]

    def add(self, symbol: int, span: Span) -> None:
        places = self.places.get(symbol)
        if places is None:
            self.places[symbol] = [span]
            for rule in self._rules.get(symbol, ()):
                self._called[rule.level].append(rule)
        elif len(places) < _MOST and span not in places:
            places.append(span)

    def follow(self) -> None:
        """Apply the rules; what they add calls for rules of higher levels only."""
        lacks = self.places.keys().isdisjoint
        for called in self._called:
            for rule in dict.fromkeys(called):
                for need in rule.needs:
                    if lacks(need):
                        break
                else:
                    self._apply(rule)

    def _apply(self, rule: Path | Joint) -> None:
        if isinstance(rule, Path):
            self._walk(rule)
        else:
            self._join(rule)

    def _walk(self, path: Path) -> None:
        for symbol in path.first & self.places.keys():
            for start, end in tuple(self.places[symbol]):
                if path.opens and not self._opens(start):
                    continue
                reached = self._reached(path, end)
                if reached:
                    self.add(path.result, (start, reached))

    def _reached(self, path: Path, end: int) -> int:
        """Where the shortest way through the steps ends; 0 where there is none."""
        ends = [end]
        for gap, symbols in path.steps:
            ends = [
                high
                for symbol in symbols & self.places.keys()
                for low, high in self.places[symbol]
                if any(before <= low <= before + gap for before in ends)
            ]
            if not ends:
                return 0
        return min(ends)

    def _join(self, joint: Joint) -> None:
        if self.places.keys().isdisjoint(joint.unwanted):
            spans = [self.places[symbol][0] for symbol in joint.wanted]
            self.add(joint.result, (min(start for start, _ in spans), max(end for _, end in spans)))
