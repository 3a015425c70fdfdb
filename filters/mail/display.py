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


class Display(NamedTuple):
    """block: on lines of its own; cell: apart on the same line; keeps: white space is seen (None: as above)."""

    block: bool
    cell: bool
    keeps: bool | None


@lru_cache(4096)
def display(tag: str, style: str = "", sheet: str = "") -> Display:
    """The display of an element by its tag, its style attribute and what style sheets declare for it (weaker)."""
    block, cell = tag in BLOCKS, tag in _CELLS
    keeps = True if tag in _KEEPING else None
    for name, value, _ in (*declarations(sheet), *declarations(style)) if style or sheet else ():
        if name == "display" and value:
            cell = value == "table-cell"
            block = not cell and not value.startswith(_IN_LINE)
        elif name == "white-space":
            keeps = value in _KEPT
    return Display(block, cell, keeps)


def sheet_displays(tree: Document) -> dict[Element, str]:
    """What style sheets declare about display, as text; of screens of every size."""
    if not any(_SETS.search(element.text) for element in tree.select("style")):
        return {}
    sheet = StyleSheet.of(tree, _PROPERTIES)
    return {
        element: ";".join(f"{name}:{value}" for rule in rules for name, value, _ in rule.declarations if name in _PROPERTIES)
        for element, rules in sheet.matched.items()
    }
