"""What a page declares about the look of its elements, each declaration with its place, and the edits that undo it.

Style attributes, `<style>` rules, and the old attributes and tags that mean the same (HTML 15.3) are one list. Colours of links
by attribute have names of their own, `link-color`. What stands in conditional comments is not looked at: no browser does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape

from turbohtml import Element

from filters.edits import Edit
from filters.mail import old_styles
from filters.mail.document import TextDocument
from filters.mail.markup import Markup
from filters.mail.matching import Matching, specificity
from filters.mail.sourcemap import SourceMap
from filters.mail.tags import Change, Range
from filters.mail.written import Written, blocks, declarations

_LOOKED_AT = re.compile(
    r"(?:-webkit-text-fill-)?color$|background(?:-color|-image)?$|font(?:-family|-size)?$|line-height$|text-align$|direction$"
    r"|(?:margin|padding)(?:-(?:left|right|top|bottom|inline|block)(?:-start|-end)?)?$|(?:max-|min-)?(?:width|height)$"
)
"""The properties that a rule asks about."""
KEYWORDS = frozenset(("inherit", "initial", "unset", "revert", "revert-layer"))
"""Values of any property that stand for what would be without it (CSS Cascade 5, 7.3)."""
_REOPENED = frozenset(("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "a"))
"""Elements that a parser opens again after misnesting, as others of the same source (HTML 13.2.6.4.7)."""


@dataclass(slots=True, eq=False)
class Declared:
    """One declaration.

    owner      whose attribute or, with attribute "", whose text it is written in; with attribute "<" its tag says it
    written    its offsets there; of other attributes than style: the whole value
    elements   what it styles
    sized      it holds on some screens only
    rank       its place among the declarations of one page, weakest first, `!important` left out
    """

    name: str
    value: str
    important: bool
    owner: Element
    attribute: str
    written: Written
    elements: list[Element]
    sized: bool = False
    rank: int = 0


class Styles:
    """The declarations of one page. `all`: weakest first for any one element, but for `!important`."""

    def __init__(self, markup: Markup, document: TextDocument) -> None:
        self._markup = markup
        self._document = document
        self._opened: dict[tuple[int | None, int | None, str], list[Declared]] = {}
        self._known: dict[Element, bool] = {}
        self._removals: dict[Declared, tuple[Edit, ...]] = {}
        self._sources: dict[tuple[Element, str], SourceMap] = {}
        self.all = [*self._old(), *self._sheets(), *self._attributes()]
        for rank, declared in enumerate(self.all):
            declared.rank = rank

    def named(self, *names: str) -> list[Declared]:
        """The declarations of some properties."""
        return [declared for name in names for declared in self._by_name.get(name, ())]

    @cached_property
    def _by_name(self) -> dict[str, list[Declared]]:
        found: dict[str, list[Declared]] = {}
        for declared in self.all:
            found.setdefault(declared.name, []).append(declared)
        return found

    def holding(self, names: frozenset[str]) -> dict[Element, list[Declared]]:
        """What of these properties holds for each element on every screen, the strongest last."""
        held = [declared for declared in self.named(*sorted(names)) if not declared.sized]
        found: dict[Element, list[Declared]] = {}
        for declared in sorted(held, key=lambda it: (it.important, it.rank)):
            for element in declared.elements:
                found.setdefault(element, []).append(declared)
        return found

    def seen(self, declared: Declared) -> bool:
        """Whether it styles words that a reader sees or would see but for their colour."""
        return any(map(self._has_words, declared.elements))

    def _has_words(self, element: Element) -> bool:
        if (known := self._known.get(element)) is None:
            shown = self._markup.shown
            place = shown.range(element)
            known = bool(place and shown.text[slice(*place)].strip()) or element in self._faded
            self._known[element] = known
        return known

    @cached_property
    def _faded(self) -> set[Element]:
        """The elements in which words stand that only their colour hides."""
        found: set[Element] = set()
        for element in self._markup.faded:
            found.update((element, *(it for it in element.ancestors if isinstance(it, Element))))
        return found

    def _old(self) -> Iterator[Declared]:
        for element in self._markup.tree.select(old_styles.SELECTOR):
            for attribute, name, value in old_styles.meant(element):
                yield from self._on(element, attribute, (Written(name, value, False, 0, 0, 0, 0),))

    def _sheets(self) -> Iterator[Declared]:
        tree = self._markup.tree
        matching = Matching(tree)
        found = []
        for owner in tree.select("style"):
            for selector, written, sized in _rules(owner.text):
                if elements := matching.elements(selector):
                    found.append((specificity(selector), owner, written, elements, sized))
        for _, owner, written, elements, sized in sorted(found, key=lambda rule: rule[0]):
            yield from (Declared(it.name, it.value, it.important, owner, "", it, elements, sized) for it in written)

    def _attributes(self) -> Iterator[Declared]:
        for element in self._markup.tree.select("[style]"):
            if written := _looked_at(str(element.attrs["style"] or "")):
                yield from self._on(element, "style", written)

    def _on(self, element: Element, attribute: str, written: tuple[Written, ...]) -> list[Declared]:
        """The declarations in an attribute: new ones, none where its element stands nowhere or was opened again."""
        if element.source_line is None:
            return []
        found = [Declared(it.name, it.value, it.important, element, attribute, it, [element]) for it in written]
        if element.tag in _REOPENED:
            first = self._opened.setdefault((element.source_line, element.source_col, attribute), found)
            if first is not found:
                for declared in first:
                    declared.elements.append(element)
                return []
        return found

    def span(self, declared: Declared) -> Range | None:
        """Where it stands, without the semicolon; None: not known."""
        if declared.attribute in ("", "style"):
            written = declared.written
            low, high = self._place(declared, written.start, written.high) or (0, 0)
            blank = self._document.text[low:high]
            return (low + len(blank) - len(blank.lstrip()), high) if high else None
        tags = self._markup.tags
        if declared.attribute == "<":
            return tags.start_tag(declared.owner)
        span = tags.attribute(declared.owner, declared.attribute)
        return span and (span[0] + 1, span[1])

    def remove(self, declared: Declared) -> tuple[Edit, ...]:
        """The declaration goes; `<center>` becomes `<div>`."""
        if declared not in self._removals:
            self._removals[declared] = self._removal(declared)
        return self._removals[declared]

    def _removal(self, declared: Declared) -> tuple[Edit, ...]:
        tags, owner = self._markup.tags, declared.owner
        if declared.attribute in ("", "style"):
            place = self._place(declared, declared.written.start, declared.written.end)
            return self._edits([(*place, "")] if place else [])
        if declared.attribute == "<":
            names = [(span, at) for span, at in ((tags.start_tag(owner), 1), (tags.end_tag(owner), 2)) if span]
            return self._edits([(span[0] + at, span[0] + at + len(owner.tag), "div") for span, at in names])
        return self._edits(tags.unset(owner, declared.attribute))

    def original(self, declared: Declared) -> str:
        """The value as it is written in a style attribute or sheet."""
        return self._text(declared)[declared.written.low : declared.written.high]

    def rewrite(self, declared: Declared, text: str) -> tuple[Edit, ...]:
        """Other declarations stand in place of one in a style attribute or sheet; its semicolon and `!important` stay."""
        written, whole = declared.written, self._text(declared)[declared.written.start : declared.written.high]
        return self._put(declared, written.high - len(whole.lstrip()), written.high, text)

    def add(self, element: Element, name: str, value: str) -> tuple[Edit, ...]:
        """The element's style attribute gets one more declaration, the strongest; no edits where it has no start tag."""
        place = self._markup.tags.value(element, "style")
        if place is None:
            return self._edits(self._markup.tags.set(element, "style", f"{name}:{value}"))
        separator = "" if self._document.text[slice(*place)].rstrip().endswith(";") else ";"
        return self._edits([(place[1], place[1], f"{separator}{name}:{value}")])

    def replace(self, declared: Declared, value: str) -> tuple[Edit, ...]:
        """The declaration gets another value."""
        if declared.attribute in ("", "style"):
            return self._put(declared, declared.written.low, declared.written.high, value)
        return self._edits(self._markup.tags.set(declared.owner, declared.attribute, value))

    def _put(self, declared: Declared, start: int, end: int, text: str) -> tuple[Edit, ...]:
        """Other text at offsets of the style attribute or sheet; a value without quotes around it gets them."""
        place = self._place(declared, start, end)
        if place is None or not declared.attribute:
            return self._edits([(*place, text)] if place else [])
        value = self._markup.tags.value(declared.owner, "style")
        if value and self._document.text[value[0] - 1] in "\"'":
            return self._edits([(*place, escape(text))])
        whole = self._text(declared)
        return self._edits(self._markup.tags.set(declared.owner, "style", whole[:start] + text + whole[end:]))

    def _text(self, declared: Declared) -> str:
        return str(declared.owner.attrs["style"]) if declared.attribute else declared.owner.text

    def _place(self, declared: Declared, start: int, end: int) -> Range | None:
        """Where offsets of the style attribute or sheet stand in the document."""
        key = (declared.owner, declared.attribute)
        source = self._sources.get(key) or self._sources.setdefault(key, self._source(*key))
        spans = source.spans(start, end)
        return (spans[0][0], spans[-1][1]) if spans else None

    def _source(self, owner: Element, attribute: str) -> SourceMap:
        if not attribute:
            return self._markup.text_map(owner)
        return self._markup.tags.value_map(owner, attribute, str(owner.attrs[attribute] or ""))

    def _edits(self, changes: list[Change]) -> tuple[Edit, ...]:
        number = self._document.number
        return tuple(Edit(number, start, end, text) for start, end, text in changes)


@lru_cache(4096)
def _looked_at(style: str) -> tuple[Written, ...]:
    return tuple(it for it in declarations(style) if _LOOKED_AT.match(it.name))


@lru_cache(64)
def _rules(sheet: str) -> tuple[tuple[str, tuple[Written, ...], bool], ...]:
    """(selector, declarations, sized) of those rules of a sheet that are about looks."""
    found = []
    for block in blocks(sheet):
        if written := tuple(it for it in block.declarations if _LOOKED_AT.match(it.name)):
            found += [(selector, written, block.sized) for selector in block.selectors]
    return tuple(found)
