"""How an element takes part in the flow of text: by its tag and its style (HTML 15.3, CSS Display 3)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from turbohtml import Document, Element

from filters.mail.css import declarations
from filters.mail.stylesheet import StyleSheet

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p",
    "plaintext", "pre", "section", "summary", "table", "tbody", "textarea", "tfoot", "thead", "title", "tr", "ul", "xmp",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_KEEPING = frozenset(("listing", "plaintext", "pre", "textarea", "xmp"))
_PROPERTIES = frozenset(("display", "white-space"))
_IN_LINE = ("inline", "contents", "none", "ruby")
_KEPT = ("pre", "pre-wrap", "pre-line", "break-spaces", "-moz-pre-wrap")
_SETS = re.compile(r"display\s*:\s*(?!none)|white-space|\\|/\*", re.I)


IN_LINE, ON_A_LINE, IN_A_CELL = 0, 1, 2


class Display(NamedTuple):
    """apart: IN_LINE, ON_A_LINE of its own, or IN_A_CELL beside others; keeps: white space is seen (None: as above)."""

    apart: int
    keeps: bool | None


@lru_cache(4096)
def display(tag: str, style: str = "", sheet: str = "") -> Display:
    """The display of an element by its tag, its style attribute and what style sheets declare for it (weaker)."""
    apart = ON_A_LINE if tag in BLOCKS else IN_A_CELL if tag in _CELLS else IN_LINE
    keeps = True if tag in _KEEPING else None
    for name, value, _ in (*declarations(sheet), *declarations(style)) if style or sheet else ():
        if name == "display" and value:
            apart = IN_A_CELL if value == "table-cell" else IN_LINE if value.startswith(_IN_LINE) else ON_A_LINE
        elif name == "white-space":
            keeps = value in _KEPT
    return Display(apart, keeps)


def sheet_displays(tree: Document) -> dict[Element, str]:
    """What style sheets declare about display, as text; of screens of every size."""
    if not any(_SETS.search(element.text) for element in tree.select("style")):
        return {}
    sheet = StyleSheet.of(tree, _PROPERTIES)
    return {
        element: ";".join(f"{name}:{value}" for rule in rules for name, value, _ in rule.declarations if name in _PROPERTIES)
        for element, rules in sheet.matched.items()
    }
