"""An HTML part made fit to look at: found words marked, what is hidden brought to light, and nothing that acts or loads.

The browser is told the same again by the headers under which the document is served: one of both would do (SECURITY WEB-001).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from turbohtml import Document, Element, parse

from filters.finding import Finding
from filters.mail.markup import Markup
from filters.mail.page import Page
from filters.showing.colours import colour
from filters.showing.look import LOOK
from filters.showing.pictures import Pictures
from filters.showing.pieces import Mark

_TAGS = frozenset((
    "html", "head", "body", "style", "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big",
    "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div",
    "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i",
    "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span",
    "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
    "var", "wbr",
))  # fmt: skip
_UNWRAPPED = frozenset(("button", "fieldset", "form", "label", "legend", "noscript", "option", "select", "marquee", "picture"))
"""Elements that go without the words in them."""
_ATTRIBUTES = frozenset((
    "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "colspan", "dir", "face",
    "height", "hidden", "id", "lang", "rowspan", "size", "start", "style", "title", "type", "valign", "value", "width",
))  # fmt: skip
_LOADING = re.compile(r"url\s*\(|src\s*\(|image-set\s*\(|@\s*import|expression\s*\(", re.I)
_SHOWN_ADDRESS = 120
LIMIT = 4_000_000
"""Characters of a document that is shown."""


def document(page: Page, marks: Sequence[Mark], findings: Sequence[Finding], pictures: Pictures) -> str:
    """A document of its own; '' where the page is beyond the bounds."""
    if page.limits:
        return ""
    markup = Markup(_marked(page, marks, findings))
    tree = parse(markup.source) if markup.limits else markup.tree
    for element, why in [] if markup.limits else list(markup.hidden.items()):
        element.attrs["data-hidden"] = why
    _clean(tree, pictures)
    made = f"<!doctype html>{tree.serialize()}{LOOK}"
    return made if len(made) <= LIMIT else ""


def _marked(page: Page, marks: Sequence[Mark], findings: Sequence[Finding]) -> str:
    """The source with `<mark>` around the found words, where they stand in the source."""
    shown = next((surface for surface in page.surfaces if surface.kind == "html"), None)
    if shown is None:
        return page.document.text
    spans = sorted({(*span, number) for start, end, number in marks for span in shown.spans(start, end)})
    source, at, out = page.document.text, 0, []
    for low, high, number in spans:
        if low >= at:
            out += [source[at:low], _mark(number, findings[number].rule), source[low:high], "</mark>"]
            at = high
    return "".join((*out, source[at:]))


def _mark(number: int, rule: str) -> str:
    return f'<mark class="finding c{colour(rule)}" title="{escape(rule)}" id="finding-{number}">'


def _clean(tree: Document, pictures: Pictures) -> None:
    for element in list(tree.iter_elements()):
        if element.tag in _UNWRAPPED:
            element.unwrap()
        elif element.tag not in _TAGS or "svg" in str(element.namespace).lower() or "math" in str(element.namespace).lower():
            element.decompose()
        else:
            _bare(element, pictures)


def _bare(element: Element, pictures: Pictures) -> None:
    """Without what acts or loads; where a link leads stands beside it as text."""
    attrs = dict(element.attrs)
    kept = _ATTRIBUTES | {"data-hidden"} if element.tag != "mark" else _ATTRIBUTES
    for name in attrs:
        if name not in kept:
            del element.attrs[name]
    if "style" in attrs:
        element.attrs["style"] = _still(str(attrs["style"] or ""))
    if element.tag == "style":
        element.set_text(_still(element.text))
    if element.tag == "img":
        _picture(element, str(attrs.get("src") or ""), pictures)
    if element.tag == "a" and attrs.get("href"):
        target = Element("span")
        target.attrs["class"] = "link-target"
        target.set_text(str(attrs["href"]).strip()[:_SHOWN_ADDRESS])
        element.append(target)


def _still(css: str) -> str:
    """Style sheets without what loads; an escape could spell it (`\\75rl(`), so none is left."""
    return _LOADING.sub("none(", css.replace("\\", ""))


def _picture(element: Element, source: str, pictures: Pictures) -> None:
    address = pictures.address(source)
    if address:
        element.attrs["src"] = address
        return
    note = Element("span")
    note.attrs["class"] = "no-picture"
    note.set_text(f"picture not loaded: {source[:_SHOWN_ADDRESS]}")
    element.replace_with(note)
