"""What a page would do or load as a page of its own: scripts, event handlers, pages in attributes (TXT-030).

Mail clients take them out; what they hold is read all the same, so that nothing is said or linked there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Element

from filters.mail.markup import Markup
from filters.mail.sourcemap import SourceMap

_DATA = ("json", "text/template", "text/html")
"""Kinds of a script element that hold data and never run (HTML 4.12.1), as orders marked up for machines (JSON-LD)."""

_HANDLERS = (
    "onclick", "ondblclick", "onmousedown", "onmouseup", "onmouseover", "onmouseenter", "onmousemove", "onmouseout",
    "onpointerdown", "onpointerup", "onpointerover", "onpointerenter", "ontouchstart", "ontouchend", "onfocus", "onfocusin",
    "onblur", "onkeydown", "onkeyup", "onkeypress", "onload", "onerror", "onpageshow", "onscroll", "onresize", "onwheel",
    "onsubmit", "onchange", "oninput", "onselect", "ontoggle", "onbegin", "onend", "onanimationstart", "onanimationend",
    "ontransitionend", "oncontextmenu", "onauxclick", "oncopy", "ondrag", "ondragstart", "ondrop", "onbeforetoggle",
)  # fmt: skip
_HANDLER = re.compile(r"on[a-z]++(?=\s*=)")


def active(markup: Markup) -> Iterator[tuple[str, SourceMap, str]]:
    """(text, map to the source, what it is)"""
    source = markup.lower
    if source.find("<script", markup.base, markup.end) >= 0:
        for element in markup.tree.select("script"):
            if markup.tags.end_tag(element) and not any(kind in str(element.attrs.get("type") or "") for kind in _DATA):
                yield element.text, markup.text_map(element), "script"
    if source.find("srcdoc", markup.base, markup.end) >= 0:
        yield from _attributes(markup, "[srcdoc]", ("srcdoc",))
    if any(match[0] in _HANDLERS for match in _HANDLER.finditer(source, markup.base, markup.end)):
        yield from _attributes(markup, ",".join(f"[{name}]" for name in _HANDLERS), _HANDLERS)


def _attributes(markup: Markup, selector: str, names: tuple[str, ...]) -> Iterator[tuple[str, SourceMap, str]]:
    for element in markup.tree.select(selector):
        for name in names:
            if value := _value(element, name):
                yield value, markup.tags.value_map(element, name, value), name


def _value(element: Element, name: str) -> str:
    value = element.attrs.get(name)
    return value if isinstance(value, str) else ""
