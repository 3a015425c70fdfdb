"""The sizes of the letters of a page, and how to make them fewer (CSS Fonts 4, 2.5; HTML 15.3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from turbohtml import Document, Element

from filters.mail.css import length, pixels
from filters.mail.layout import Layout
from filters.mail.styles import Declared

PROPERTIES = frozenset(("font-size", "font"))
USUAL = 16.0
"""CSS pixels of letters that nothing is said about."""
Cause = Declared | Element | None
Held = Mapping[Element, list[Declared]]

_OF_TAG = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83, "big": 1.2}
_ROUNDS = 10
"""How deep sizes may be relative to others that change."""
SIZED_TAGS = ",".join(_OF_TAG)
_KEYWORDS = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "xxx-large": 48.0, "initial": 16.0,
}  # fmt: skip
_RELATIVE = {"smaller": 0.83, "larger": 1.2, "inherit": 1.0, "unset": 1.0}
IN_FONT = re.compile(r"(?<!\S)(?:\.?\d[\d.]*(?:[a-z]+|%)|(?:x{1,3}-)?(?:small|large)|medium|smaller|larger)(?=[\s/])", re.I)
"""The size in a value of `font`."""


def size_of(element: Element, above: float, declared: Declared | None) -> float:
    """CSS pixels of an element's letters."""
    if declared is not None:
        return _declared(declared.name, declared.value, above)
    return above * _OF_TAG.get(element.tag, 1.0)


def _declared(name: str, value: str, above: float) -> float:
    size = IN_FONT.search(value) if name == "font" else None
    return computed(size[0] if size else value, above)


def are_few(tree: Document, held: Held, most: int) -> bool:
    """Whether there cannot be more sizes than that, as what is declared are few and depends on nothing above it."""
    values = {(declared[-1].name, declared[-1].value) for declared in held.values()}
    sizes = {(_declared(*value, 16.0), _declared(*value, 32.0)) for value in values}
    if any(small != large for small, large in sizes) or tree.select_one(SIZED_TAGS):
        return False
    return len({round(USUAL), *(round(size) for size, _ in sizes)}) <= most


def computed(value: str, above: float) -> float:
    """CSS pixels of a value of `font-size`; what is no size leaves the one above."""
    if value in _KEYWORDS:
        return _KEYWORDS[value]
    if value in _RELATIVE:
        return above * _RELATIVE[value]
    measure = length(value)
    if measure is None or measure[1] == "":
        return above
    return pixels(value, USUAL if measure[1] == "rem" else above) or above


class Sizes:
    """The size of every element's letters, and what makes it.

    cause   a declaration, or the element whose tag does (the first of those that a parser made of one tag); None where
            nothing does, not even above the element
    """

    def __init__(self, tree: Document, held: Held, layout: Layout) -> None:
        self._elements = list(tree.iter_elements())
        self._declared = {element: declared[-1] for element, declared in held.items()}
        self._letters = layout.letters()
        self.cause: dict[Element, Cause] = {}
        first: dict[object, Element] = {}
        for element in self._elements:
            own: Cause = self._declared.get(element)
            if own is None and element.tag in _OF_TAG:
                own = first.setdefault((element.source_line, element.source_col), element)
            self.cause[element] = own or self.cause.get(element.parent)  # type: ignore[arg-type]
        self.size = self._sizes({})

    def _sizes(self, changed: Mapping[Cause, float]) -> dict[Element, float]:
        """The sizes if some causes made others."""
        found: dict[Element, float] = {}
        for element in self._elements:
            cause, declared = self.cause[element], self._declared.get(element)
            above = found.get(element.parent, USUAL)  # type: ignore[arg-type]
            found[element] = changed[cause] if cause in changed else size_of(element, above, declared)
        return found

    def used(self) -> Counter[int]:
        """How many letters are seen in each size, to a pixel."""
        found: Counter[int] = Counter()
        for element, letters in self._letters.items():
            found[round(self.size[element])] += letters
        return found

    def fewer(self, most: int) -> dict[Cause, int]:
        """What has to make another size so that `most` are left, and which: the nearest of those in which most is written.

        Letters that nothing says a size of keep theirs. What is relative to a size that changes may have to change then.
        """
        usual = [round(self.size[element]) for element in self._letters if self.cause[element] is None]
        kept = list(dict.fromkeys([*usual, *(size for size, _ in self.used().most_common())]))[: max(most, 1)]
        found: dict[Cause, int] = {}
        sizes = self.size
        for _ in range(_ROUNDS):
            other = [element for element in self._letters if round(sizes[element]) not in kept]
            for element in other:
                found.setdefault(self.cause[element], _nearest(sizes[element], kept))
            if not other:
                break
            sizes = self._sizes(found)
        return found


def _nearest(size: float, kept: Sequence[int]) -> int:
    return min(kept, key=lambda other: (abs(other - size), -other))
