"""style/line-breaks: more than two line breaks in a row.

What it finds
    Two or more blank lines in a row in plain text; in HTML three or more `<br>` in a row, or two or more empty paragraphs.

Why
    Space that pushes text down the screen is a way to hide it, and reads badly on phones.

Example
    html: <p>Hello<br><br><br>your parcel is here.</p>
    html: <p>Hello</p><p>&nbsp;</p><p>&nbsp;</p><p>your parcel is here.</p>

Allowed
    html: <p>Hello<br><br>your parcel is here.</p><p>&nbsp;</p><p>Bye</p>

Fix
    One blank line stays.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no more than two line breaks in a row (S2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Element, Text

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import element_found
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.rule import NoOptions, Rule

_RUN = re.compile(r"\n[^\S\n]*\n(?:[^\S\n]*\n)+")
_BLOCKS = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6"))
_SHOWS = "img, svg, video, hr, table, input, button, object, iframe, canvas"
_NOTE = "more than two line breaks in a row"


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for surface in mail.of_kind("text"):
        for match in _RUN.finditer(surface.text.rstrip("\n")):
            yield surface.found(*match.span(), note=_NOTE, fix="\n\n")
    for page in mail.own_pages:
        if not page.limits:
            yield from _in_page(page)


def _in_page(page: Page) -> Iterator[Found]:
    for run in _runs(page):
        if spare := _spare(page, run):
            edits = [edit for element in spare for edit in page.drop(element)]
            yield element_found(page, run, _NOTE, "", edits)


def _spare(page: Page, run: list[Element]) -> list[Element]:
    """What may go of a run: all but the first closed block that shows as a blank line, else but the last one.

    A block that is not closed would take in what follows, once the next one has gone.
    """
    if run[0].tag == "br":
        return run[2:]
    kept = next((element for element in run if page.end_tag(element) and _is_blank_line(element)), run[-1])
    return [element for element in run if element is not kept]


def _is_blank_line(element: Element) -> bool:
    """A block without any content has no height; one with a hard blank or a break has."""
    return "\u00a0" in element.text or element.select_one("br") is not None


def _runs(page: Page) -> Iterator[list[Element]]:
    """Neighbouring `<br>`, and neighbouring empty blocks, with nothing but blanks between them."""
    for first in page.tree.select("br, p, div, h1, h2, h3, h4, h5, h6"):
        if _breaks(first) and not _follows(first):
            run = [first]
            while (following := _neighbour(run[-1], forward=True)) is not None and _alike(first, following):
                run.append(following)
            yield run


def _breaks(element: Element) -> bool:
    if element.tag == "br":
        return True
    return element.tag in _BLOCKS and not element.text.strip() and element.select_one(_SHOWS) is None


def _alike(one: Element, other: Element) -> bool:
    return (one.tag == "br") == (other.tag == "br") and _breaks(other)


def _follows(element: Element) -> bool:
    before = _neighbour(element, forward=False)
    return before is not None and _alike(element, before)


def _neighbour(element: Element, *, forward: bool) -> Element | None:
    """The element next to this one, if only blanks stand between."""
    node = element.next_sibling if forward else element.previous_sibling
    while node is not None and not isinstance(node, Element):
        if isinstance(node, Text) and node.data.strip():
            return None
        node = node.next_sibling if forward else node.previous_sibling
    return node


RULE = Rule(
    name="style/line-breaks",
    check=check,
    summary="More than two line breaks in a row.",
    clause="Messages have no more than two line breaks in a row (2020 edition).",
    advice="Leave one blank line between paragraphs.",
    default=Action.FIX,
    fixable=True,
)
