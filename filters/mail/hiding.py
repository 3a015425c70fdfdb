"""Text that is in the HTML but not on the screen (SECURITY TXT-010).

    hidden_elements(tree) -> dict[Element, str]    elements whose own text is not shown, and why
    hidden_reason(style, attrs) -> str             the same for one element by itself, '' = shown

An element is absent from the result where its text is shown, whatever its ancestors say. Rules for one screen size do
not hide; what one screen size shows counts as shown. `<noscript>` is shown: no mail reader runs scripts.
`<head>`, `<script>`, `<style>` and comments are the caller's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from turbohtml import Document, Element

from filters.mail.css import Color, attribute_color, declarations, distance
from filters.mail.hints import PROPERTIES, Hints, hints_of
from filters.mail.stylesheet import StyleRule, StyleSheet

BLACK, WHITE = Color(0, 0, 0), Color(1, 1, 1)
NO_READER_TELLS_APART = 3.0
"""Delta E of text and background under which text counts as invisible."""
SMALLEST = 3.0
"""CSS pixels of the smallest letters a person can make out."""
COLOUR = ("letters in the colour of the background", "transparent letters")
"""The reasons that are about the colour of the text alone."""
LETTERS = ("letters", "transparent letters", "no line height")
"""How the reasons begin that hide text but no picture."""
_NOT_SHOWN = frozenset(("template", "datalist", "dialog"))
_ATTRIBUTES = ("style", "hidden", "color", "bgcolor", "text", "background", "open")
_CANDIDATES = ",".join((*(f"[{name}]" for name in _ATTRIBUTES), "style", *_NOT_SHOWN))
_BUT_STYLES = ",".join((*(f"[{name}]" for name in _ATTRIBUTES if name != "style"), *_NOT_SHOWN))


@dataclass(frozen=True, slots=True)
class Look:
    """What an element's text inherits: colours (None: unknown), letter and line height in pixels, and what hides it."""

    color: Color | None = BLACK
    background: Color | None = WHITE
    size: float = 16.0
    line: float | None = None
    visible: bool = True
    gone: str = ""

    @property
    def reason(self) -> str:
        """Why text with this look is not seen; '' = it is."""
        if self.gone:
            return self.gone
        if not self.visible:
            return "visibility:hidden"
        if self.size < SMALLEST:
            return "letters too small to read"
        if self.line is not None and self.line < SMALLEST:
            return "no line height"
        return _colour_reason(self.color, self.background)


@lru_cache(4096)
def _colour_reason(color: Color | None, background: Color | None) -> str:
    if color is None:
        return ""
    if color.alpha < 0.06:
        return COLOUR[1]
    if background is None or distance(color.over(background), background) >= NO_READER_TELLS_APART:
        return ""
    return COLOUR[0]


PLAIN = Look()
_SHOWN = (PLAIN, "")


def look(above: Look, hints: Hints) -> Look:
    """The look of an element that adds `hints` to the look above it."""
    size = hints.size.of(above.size) if hints.size else above.size
    line = hints.line.of(size, number=size) if hints.line else above.line
    return replace(
        above,
        color=hints.color.over_inherited(above.color) if hints.color else above.color,
        background=_background(above.background, hints),
        size=size,
        line=None if hints.line and hints.line.normal else line,
        visible=above.visible if hints.visible is None else hints.visible,
        gone=above.gone or hints.gone,
    )


def _background(above: Color | None, hints: Hints) -> Color | None:
    if hints.pictured:
        return None
    if hints.background is None or (above is None and hints.background.alpha < 1):
        return above
    return hints.background.over(above or hints.background)


def hidden_reason(style: str, attrs: Mapping[str, str]) -> str:
    """Why one element's text is not shown on a white page, by its own style and attributes; '' = it is shown."""
    return look(PLAIN, hints_of((declarations(style),), *_presentation(attrs))).reason


def hidden_elements(tree: Document) -> dict[Element, str]:
    """The elements whose own text a reader does not see, each with the reason. Linear in the number of elements."""
    candidates = tree.select(_CANDIDATES)
    if not candidates:
        return {}
    reader = _Reader(StyleSheet.of(tree, PROPERTIES))
    if _harmless(tree, reader.sheet):
        return {}
    styled = {*candidates, *reader.sheet.matched}
    seen: dict[Any, tuple[Look, str]] = {}
    hidden: dict[Element, str] = {}
    for element in tree.iter_elements():
        above = seen.get(element.parent, _SHOWN)
        seen[element] = here = reader.here(element, above) if element in styled else above
        if here[1]:
            hidden[element] = here[1]
    return hidden


def _harmless(tree: Document, sheet: StyleSheet) -> bool:
    """Whether only style attributes say anything, and none of them hides text on white paper, whatever it stands in."""
    if sheet.matched or sheet.sized or tree.select_one(_BUT_STYLES):
        return False
    styles = {str(element.attrs.get("style") or "") for element in tree.select("[style]")}
    return all(_hides_nothing(hints_of((declarations(style),))) for style in styles)


def _hides_nothing(hints: Hints) -> bool:
    """Whether no element with these hints is hidden, nor any in it by what it inherits."""
    small, large = (hints.size.of(em) if hints.size else SMALLEST for em in (0.0, 16.0))
    line = hints.line.of(SMALLEST, number=SMALLEST) if hints.line and not hints.line.normal else SMALLEST
    ink = hints.color.over_inherited(BLACK) if hints.color else BLACK
    painted = hints.background is not None or hints.pictured
    seen = not hints.gone and hints.visible is not False and small == large >= SMALLEST and line >= SMALLEST
    return seen and not painted and not _colour_reason(ink, WHITE)


class _Reader:
    """Looks of a document's elements, each with why its text is not seen. Equal elements in equal places are looked at once."""

    def __init__(self, sheet: StyleSheet) -> None:
        self.sheet = sheet
        self.known: dict[tuple[Any, ...], tuple[Look, str]] = {}

    def here(self, element: Element, above: tuple[Look, str]) -> tuple[Look, str]:
        """The look of an element in another of that look."""
        matched, sized = self.sheet.matched.get(element, _NO_RULES), self.sheet.sized.get(element, _NO_RULES)
        tag = element.tag if element.tag in _NOT_SHOWN else ""
        key = (id(above), tag, *map(element.attrs.get, _ATTRIBUTES), *map(id, matched), 0, *map(id, sized))
        return self.known.get(key) or self.known.setdefault(key, _placed(element, above[0], matched, sized))


_NO_RULES: list[StyleRule] = []


def _placed(element: Element, above: Look, matched: list[StyleRule], sized: list[StyleRule]) -> tuple[Look, str]:
    """The look of an element under another, and why its text is not seen."""
    attrs = element.attrs
    if element.tag in _NOT_SHOWN and "open" not in attrs:
        here = replace(above, gone=f"<{element.tag}> is not shown")
        return here, here.reason
    cascade = (*(rule.declarations for rule in matched), declarations(str(attrs.get("style") or "")))
    hints = hints_of(cascade, *_presentation(attrs))
    if sized and hints.hides:
        shown = hints_of((*cascade, *(rule.declarations for rule in sized)), *_presentation(attrs))
        hints = hints if shown.hides else shown
    here = look(above, hints)
    return here, here.reason


def _presentation(attrs: Any) -> tuple[bool, Color | None, Color | None, bool]:
    """(hidden, text colour, background colour, background picture) by attributes (HTML 15.3); any mapping."""
    front, back = attrs.get("color") or attrs.get("text"), attrs.get("bgcolor")
    return (
        "hidden" in attrs,
        attribute_color(front) if front else None,
        attribute_color(back) if back else None,
        bool(attrs.get("background")),
    )
