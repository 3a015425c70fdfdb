"""structure/hidden-text: text that a reader does not see.

What it finds
    Text in the HTML part that is on no screen: display:none, no size, no opacity, the colour of its background, shifted
    off the page, and the like; in style sheets, style attributes and old attributes alike. Letters that are shown in another
    order than they stand in: bidirectional overrides, as characters, `<bdo>` or `unicode-bidi`, or elements of a letter each
    under styles that turn their order. What scripts, event handlers and pages in attributes say.

Why
    Hidden words are how filters are tricked. The marketplace treats them as manipulation.

Example
    html: <p>Hello</p><p style="display:none">Visit our store for more offers and much better prices</p>
    html: <p>Hello</p><span style="font-size:0">cheap batteries and chargers in our own shop</span>
    text: Please see \u202emoc.pohs\u202c for more.
    html: <p>Hello</p><bdo dir="rtl">moc.pohs</bdo>
    html: <div style="display:flex;flex-direction:row-reverse"><i>t</i><i>a</i><i>.</i><i>s</i><i>u</i><i>k</i><i>o</i></div>
    html: <p>Hello</p><script>document.write("See our other lamps")</script>

Allowed
    html: <div style="display:none">Your parcel arrives on Monday</div><p>Your parcel arrives on Monday between 9 and 12.</p>
    html: <p style="font-size:12px">Hello</p>
    html: <p>Hello</p><script type="application/ld+json">{"@type": "Order", "orderNumber": "305-1140827-7763912"}</script>
    html: <p>Your lamp takes E27 bulbs.</p><span style="color:#FFFFFF" aria-hidden="true">[ABC12D-34E5]</span>

Fix
    None: whether the words were meant to be read is the sender's to say.

Options
    preheader = 200: characters that may stand hidden before the visible text, as newsletters put their preview there.

Source
    Marketplace guideline on manipulated content; M3AAWG sender best practices.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from turbohtml import Element

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import element_found, source_found
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.mail.surface import Surface
from filters.rule import Rule

_WORD = re.compile(r"\w+")
_REFERENCE = re.compile(r"[\[(]?(?=[^\s\d]*\d)(?=[^\sA-Za-z#]*[A-Za-z#])(?:[\w#:-]|\.(?=[_\d])){4,64}[\])]?")
"""What helpdesks hide to find the conversation again: one code of letters and digits, and neither words nor an address."""
_OVERRIDE = re.compile(r"[\u202d\u202e]")
_OVERRIDING = re.compile(r"unicode-bidi\s*+:\s*+(?:bidi|isolate)-override")
_TURNING = [
    re.compile(style) for style in ("row-reverse", "column-reverse", r"float\s*+:\s*+right", r"order(?<![\w-]order)\s*+:")
]
"""Styles that show elements in another order than they stand in; each begins with a literal, so that a search is quick."""
_LETTERS, _APART = 2, 6
"""Elements side by side with so few letters each, and so many of them, are letters set one by one."""
_REORDERED = "letters are shown in another order than they stand in"
_NOT_HIDING = frozenset(("all text", "conditional comment", "css content", "title", "source"))


@dataclass(frozen=True, slots=True)
class Options:
    """preheader: characters that may stand hidden before the visible text."""

    preheader: int = 200


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    yield from _reordered(mail)
    for page in mail.pages:
        hidden = [s for s in page.surfaces if s.kind == "hidden" and s.attribute not in _NOT_HIDING and _WORD.search(s.text)]
        seen = [surface for surface in page.surfaces if surface.kind == "html"] if hidden else []
        words = frozenset(word for surface in seen for word in _words(surface))
        for surface in hidden:
            if _REFERENCE.fullmatch(surface.text.strip()):
                continue
            if not words.issuperset(_words(surface)) and not _preview(surface, seen, options.preheader):
                yield surface.found(0, len(surface.text), note=f"no reader sees this text ({surface.attribute})")


def _reordered(mail: Mail) -> Iterator[Found]:
    """Embeddings and isolates, which writers of Arabic and Hebrew need, leave letters in their order."""
    for surface in mail.of_kind("subject", "header", "text", "html", "attachment-name"):
        for match in () if surface.text.isascii() else _OVERRIDE.finditer(surface.text):
            yield surface.found(*match.span(), note=_REORDERED)
    for page in mail.pages:
        for element in page.tree.select("bdo"):
            yield element_found(page, [element], _REORDERED, None, ())
        for match in _OVERRIDING.finditer(page.lower):
            yield source_found(page, *match.span(), _REORDERED, None, ())
        if any(turning.search(page.lower) for turning in _TURNING):
            yield from _turned(page)


def _turned(page: Page) -> Iterator[Found]:
    """Letters in elements of their own, on a page whose styles turn the order of elements around."""
    alone: Counter[Element] = Counter()
    for element in page.tree.iter_elements():
        parent = element.parent
        if isinstance(parent, Element) and 0 < len(element.text.strip()) <= _LETTERS:
            alone[parent] += 1
            if alone[parent] == _APART and element.tag not in ("td", "th", "li", "option"):
                yield element_found(page, [parent], _REORDERED, None, ())


def _preview(surface: Surface, seen: list[Surface], most: int) -> bool:
    """Whether the text is a short one that stands before all that is seen."""
    start = surface.spans(0, len(surface.text))
    first = next((s.spans(0, len(s.text)) for s in seen if s.text.strip()), [])
    before = bool(start and first and start[0][0] < first[0][0])
    return before and len(surface.text.strip()) <= most


def _words(surface: Surface) -> list[str]:
    return _WORD.findall(surface.folded.lower)


RULE = Rule(
    name="structure/hidden-text",
    check=check,
    summary="The message holds text that a reader does not see.",
    clause="Content that is hidden from the reader counts as manipulation.",
    advice="Remove the hidden text or show it.",
    default=Action.HOLD,
    options=Options,
)
