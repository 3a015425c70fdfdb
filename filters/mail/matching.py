"""Which elements of a tree a selector of a style rule stands for (CSS Selectors 4)."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from turbohtml import Document, Element

_NAMED = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_NOT_PLAIN = re.compile(r"[\[:\\*]")
_PSEUDO_ELEMENT = re.compile(r"::|:(?:before|after|first-line|first-letter)\b", re.I)
_OF_A_MOMENT = re.compile(r":(?:visited|hover|active|focus)\b", re.I)
_ID, _CLASS = re.compile(r"#[\w-]"), re.compile(r"\.[\w-]|\[|(?<!:):[\w-]")
_TYPE = re.compile(r"(?:^|[\s>+~])[a-z][\w-]*", re.I)


class Matching:
    """The elements of one tree, by selector. A link is looked at as if it were visited, pointed at and pressed too."""

    def __init__(self, tree: Document) -> None:
        self._tree = tree
        self._known: dict[str, list[Element]] = {}

    def elements(self, selector: str) -> list[Element]:
        """Those that the selector matches, in order; none for a pseudo-element's, or where it is not valid."""
        if selector not in self._known:
            self._known[selector] = self._select(selector)
        return self._known[selector]

    def _select(self, selector: str) -> list[Element]:
        if not _NOT_PLAIN.search(selector) and not self._names.issuperset(_NAMED.findall(selector)):
            return []
        if _PSEUDO_ELEMENT.search(selector):
            return []
        try:
            return list(self._tree.select(_OF_A_MOMENT.sub(":link", selector)))
        except (ValueError, RecursionError):
            return []

    @cached_property
    def _names(self) -> frozenset[str]:
        """Every class and id in the tree: most rules of a sheet speak of others."""
        found: set[str] = set()
        for element in self._tree.select("[class],[id]"):
            for value in (element.attrs.get("class"), element.attrs.get("id")):
                found.update(value.split() if isinstance(value, str) else value or ())
        return frozenset(found)


@lru_cache(1024)
def specificity(selector: str) -> tuple[int, int, int]:
    """(ids, classes and attributes, types), CSS Selectors 4, 17."""
    return len(_ID.findall(selector)), len(_CLASS.findall(selector)), len(_TYPE.findall(selector))
