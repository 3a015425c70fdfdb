"""The phrase tables of a language, made ready for matching.

The tables are data beside the code (`config/phrases/<language>/<family>.toml`). They are read once, when this module is
imported, and never change: reading them is no more input than importing a module is, so `filters` stays pure.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from filters.detect.language import SMALL_WORDS, small_words
from filters.detect.meaning.lexicon import Lexicon
from filters.detect.meaning.patterns import Item, PatternError, Phrase, Step, Together, Word, parse

Data = Mapping[str, Mapping[str, Sequence[str]]]
"""Family to concept to patterns."""
_UMLAUTS = frozenset({"de", "sv"})
_WIDE = frozenset(("ja", "zh"))


def _read() -> dict[str, Data]:
    """Every table, by language."""
    return {
        folder.name: {
            file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8"))
            for file in sorted(folder.iterdir(), key=lambda file: file.name)
            if file.name.endswith(".toml")
        }
        for folder in sorted(files("config").joinpath("phrases").iterdir(), key=lambda folder: folder.name)
        if folder.is_dir()
    }


TABLES = _read()
CONCEPTS = frozenset(f"{family}.{name}" for data in TABLES.values() for family, names in data.items() for name in names)
"""The full names of all concepts of all languages."""


@dataclass(slots=True, eq=False)
class Path:
    """A phrase: `result` holds where a symbol of `first` stands and every step, (gap, symbols), follows the one before.

    needs  the symbols of each other place than that which calls for the phrase, rarest first: some of each must be there
    """

    result: int
    level: int
    opens: bool
    first: frozenset[int]
    steps: tuple[tuple[int, frozenset[int]], ...]
    needs: tuple[frozenset[int], ...]


@dataclass(slots=True, eq=False)
class Joint:
    """`result` holds where all of `wanted` and none of `unwanted` are in the sentence; `needs` as in `Path`."""

    result: int
    level: int
    wanted: tuple[int, ...]
    unwanted: tuple[int, ...]
    needs: tuple[frozenset[int], ...]


@dataclass(slots=True)
class Table:
    """lexicon: words to symbols; rules: what a symbol calls for; names: symbols that are concepts; levels: rounds of matching.

    A rule is called for by the rarest of the symbols that it needs, so that everyday words cost nothing. A rule of level n
    looks only at symbols that rules of lower levels make, so that one pass in order of level is enough.
    """

    lexicon: Lexicon
    rules: dict[int, list[Path | Joint]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    levels: int = 1


@cache
def table(language: str) -> Table:
    """The tables of the language and of English, which is written everywhere. A language without tables has English."""
    languages = dict.fromkeys((language if language in TABLES else "en", "en"))
    own = small_words(language) if language != "en" else frozenset()
    width = 3 if language in _WIDE else 1
    return Builder([TABLES[name] for name in languages], width=width, umlauts=language in _UMLAUTS, own=own).table


def _phrases(patterns: Sequence[str], family: str, name: str, known: frozenset[str]) -> Iterator[Together]:
    for pattern in patterns:
        try:
            yield from parse(pattern, family, known)
        except PatternError as error:
            raise PatternError(f"{family}.{name}: {error}") from None


def _without(together: Together, own: frozenset[str]) -> Together | None:
    """The phrase without one of the words at its beginning; None where nothing else begins it."""
    if len(together.wanted) > 1 or together.unwanted:
        return together
    (phrase,) = together.wanted
    first, *others = phrase.steps
    items = tuple(item for item in first.items if not (isinstance(item, Word) and item.text in own))
    if items == first.items:
        return together
    return replace(together, wanted=(replace(phrase, steps=(Step(items), *others)),)) if items else None


def _items(together: Together) -> Iterator[Item]:
    return (item for phrase in (*together.wanted, *together.unwanted) for step in phrase.steps for item in step.items)


def _commonness(item: Item) -> int:
    if isinstance(item, Word):
        return 40 if item.kind == "number" or item.text in SMALL_WORDS or len(item.text) < 3 else 10 * (len(item.text) < 4)
    return 25 if isinstance(item, str) else 0


class Builder:
    """Compiles tables into a `Table`. Raises PatternError for patterns that mean nothing or name each other in a circle.

    own  words that stand in every sentence of the first table's language: no phrase of the other tables begins with them
         ("no phone": "no" is "in the" in Portuguese)
    """

    def __init__(
        self, tables: Sequence[Data], *, width: int = 1, umlauts: bool = False, own: frozenset[str] = frozenset()
    ) -> None:
        self.table = Table(Lexicon(umlauts))
        self.width = width
        self._symbols: dict[object, int] = {}
        self._known = CONCEPTS | {f"{family}.{name}" for data in tables for family, names in data.items() for name in names}
        self._phrases: dict[str, list[Together]] = {}
        for place, data in enumerate(tables):
            for name, phrase in self._parsed(data):
                if kept := _without(phrase, own if place else frozenset()):
                    self._phrases.setdefault(name, []).append(kept)
        self._used = Counter(item for phrases in self._phrases.values() for phrase in phrases for item in _items(phrase))
        self._levels: dict[str, int] = {}
        for name in self._phrases:
            self._level(name, ())
        for name, phrases in self._phrases.items():
            self.table.names[self._symbol(name)] = name
            for phrase in dict.fromkeys(phrases):
                self._add(self._symbol(name), phrase)

    def _parsed(self, data: Data) -> Iterator[tuple[str, Together]]:
        for family, concepts in data.items():
            for name, patterns in concepts.items():
                for phrase in _phrases(patterns, family, name, self._known):
                    yield f"{family}.{name}", phrase

    def _level(self, name: str, above: tuple[str, ...]) -> int:
        """In which round all of a concept's phrases are known; two rounds for what stands together."""
        if name in above:
            raise PatternError(f"{' → '.join((*above, name))}: concepts that name each other")
        if name not in self._levels:
            phrases = self._phrases.get(name, ())
            self._levels[name] = max((self._height(phrase, (*above, name)) + 1 for phrase in phrases), default=0)
        return self._levels[name]

    def _height(self, together: Together, above: tuple[str, ...] = ()) -> int:
        named = {item for item in _items(together) if isinstance(item, str)}
        joined = len(together.wanted) + len(together.unwanted) > 1
        return max((self._level(name, above) for name in named), default=0) + joined

    def _symbol(self, key: object) -> int:
        return self._symbols.setdefault(key, len(self._symbols))

    def _item(self, item: Item) -> int:
        known = item in self._symbols
        symbol = self._symbol(item)
        if not known and isinstance(item, Word):
            self.table.lexicon.learn(item, symbol)
        elif not known and isinstance(item, tuple):
            self.table.lexicon.learn_run(item, symbol)
        return symbol

    def _add(self, result: int, together: Together) -> None:
        height = self._height(together) + 1
        if len(together.wanted) == 1 and not together.unwanted:
            self._path(result, together.wanted[0], height)
            return
        wanted, unwanted = (
            tuple(self._path(self._symbol(phrase), phrase, height - 1) for phrase in phrases)
            for phrases in (together.wanted, together.unwanted)
        )
        needs = tuple(frozenset((symbol,)) for symbol in wanted[1:])
        self._rule(wanted[0], Joint(result, height, wanted, unwanted, needs))

    def _path(self, result: int, phrase: Phrase, level: int) -> int:
        places = [frozenset(map(self._item, step.items)) for step in phrase.steps]
        rarest, *others = sorted(range(len(places)), key=lambda place: self._frequency(phrase.steps[place]))
        steps = tuple((step.gap * self.width, symbols) for step, symbols in zip(phrase.steps[1:], places[1:], strict=True))
        path = Path(result, level, phrase.opens, places[0], steps, tuple(places[place] for place in others))
        for symbol in sorted(places[rarest]):
            self._rule(symbol, path)
        return result

    def _frequency(self, step: Step) -> int:
        """A guess at how often a text has one of a step's words: how often the tables have, and small words always."""
        return sum(self._used[item] + _commonness(item) for item in step.items)

    def _rule(self, symbol: int, rule: Path | Joint) -> None:
        self.table.rules.setdefault(symbol, []).append(rule)
        self.table.levels = max(self.table.levels, rule.level + 1)
