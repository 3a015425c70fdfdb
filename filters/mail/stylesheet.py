"""Style rules of `<style>` elements, matched on the tree (CSS Cascade 4, Media Queries 4).

Rules for one screen size only are kept apart: what one size hides the others show, and what one size shows is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import tinycss2
from turbohtml import Document, Element

from filters.mail.css import STYLE_SHEET, Declaration, declared, text_of

RULES = 2_000
"""Style rules that are matched; a real mail has a few hundred at most."""

_EVERY_SCREEN = re.compile(
    r"(?:only\s+)?(?:all|screen)?(?:\s*and\s*)?(?:\(\s*min-(?:device-)?(?:width|height)\s*:\s*\d{1,2}(?:px)?\s*\))?"
    r"|not\s+(?:print|speech|tty|tv)"
)
_PSEUDO_ELEMENT = re.compile(r"::?(before|after|first-line|first-letter|marker|selection|placeholder)\b")
_ID = re.compile(r"#[\w-]")
_CLASS = re.compile(r"\.[\w-]|\[|:[\w-]")
_TYPE = re.compile(r"(?:^|[\s>+~])[a-z][\w-]*", re.I)


class StyleRule(NamedTuple):
    """One selector with its declarations. `sized`: only on some screens. `pseudo`: its pseudo-element or ''."""

    selector: str
    pseudo: str
    declarations: tuple[Declaration, ...]
    sized: bool

    def sets(self, properties: frozenset[str]) -> bool:
        """Whether it declares one of the properties, or a variable that they may use."""
        return any(name in properties or name.startswith("--") for name, _, _ in self.declarations)

    @property
    def specificity(self) -> tuple[int, int, int]:
        """(ids, classes and attributes, types), CSS Selectors 4, 17."""
        return len(_ID.findall(self.selector)), len(_CLASS.findall(self.selector)), len(_TYPE.findall(self.selector))


@lru_cache(64)
def rules(source: str) -> tuple[StyleRule, ...]:
    """The style rules of one sheet in order, those inside @media, @supports and @layer included."""
    return tuple(_rules(source[:STYLE_SHEET]))[:RULES]


def _rules(source: str) -> Iterator[StyleRule]:
    stack = [(tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True), False, 0)]
    while stack:
        nodes, sized, depth = stack.pop()
        for node in nodes:
            if node.type == "qualified-rule":
                yield from _selectors(node, sized)
            elif node.type == "at-rule" and node.content is not None and depth < 5:
                inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                if node.lower_at_keyword in ("media", "supports", "layer", "container"):
                    stack.append((inside, sized or not _everywhere(node), depth + 1))


def _everywhere(rule: Any) -> bool:
    """Whether an at-rule's block holds on every screen."""
    return on_every_screen(f"@{rule.lower_at_keyword} {text_of(rule.prelude)}")


def on_every_screen(prelude: str) -> bool:
    """Whether what stands before an at-rule's block, such as `@media screen`, lets it hold on every screen."""
    prelude = prelude.lower()
    if not prelude.startswith("@media"):
        return not prelude.startswith("@container")
    return any(_EVERY_SCREEN.fullmatch(query.strip()) for query in prelude.removeprefix("@media").split(","))


def _selectors(rule: Any, sized: bool) -> Iterator[StyleRule]:
    block = declared(rule.content)
    if not block:
        return
    for selector in tinycss2.serialize(rule.prelude).split(","):
        pseudo = _PSEUDO_ELEMENT.search(selector)
        plain = _PSEUDO_ELEMENT.sub("", selector).strip() or "*"
        yield StyleRule(plain, pseudo[1] if pseudo else "", block, sized)


Cascade = tuple[tuple[Declaration, ...], ...]
"""Declarations for one element, the strongest last."""


@dataclass(slots=True)
class StyleSheet:
    """The rules of all `<style>` elements of a document that match something in it."""

    matched: dict[Element, list[StyleRule]] = field(default_factory=dict)
    sized: dict[Element, list[StyleRule]] = field(default_factory=dict)
    generated: list[tuple[str, Element]] = field(default_factory=list)
    """(value of `content`, element) of pseudo-elements, screen sizes included."""

    @classmethod
    def of(cls, tree: Document, properties: frozenset[str]) -> StyleSheet:
        """The rules of a document that set one of the properties or a variable; empty where it has no `<style>`."""
        sheet = cls()
        found = [rule for element in tree.select("style") for rule in rules(element.text) if rule.sets(properties)]
        for rule in sorted(found, key=lambda rule: rule.specificity):
            sheet._match(tree, rule)
        return sheet

    def _match(self, tree: Document, rule: StyleRule) -> None:
        contents = [declaration.value for declaration in rule.declarations if declaration.name == "content"]
        if rule.pseudo and not contents:
            return
        for element in _select(tree, rule.selector):
            if rule.pseudo:
                self.generated += [(value, element) for value in contents]
            else:
                (self.sized if rule.sized else self.matched).setdefault(element, []).append(rule)

    def cascade(self, element: Element) -> Cascade:
        """What the sheet declares for an element on every screen, weakest first."""
        return tuple(rule.declarations for rule in self.matched.get(element, ()))


def _select(tree: Document, selector: str) -> list[Element]:
    try:
        return list(tree.select(selector))
    except (ValueError, RecursionError):
        return []
