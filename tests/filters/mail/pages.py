"""Pages to test with, and HTML that no writer would write."""

from __future__ import annotations

from hypothesis import strategies as st

from filters.edits import Edit
from filters.mail.document import TextDocument
from filters.mail.page import Page
from filters.mail.parse import parse
from filters.mail.surface import Surface

_HEAD = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"

WORD = "x"
"""The text of every piece of text in `malformed`, so that pieces can be told apart by their places only."""

_TAGS = """
a b i font nobr p div span ul li table tr td th tbody caption colgroup col select option button textarea title style script
pre br svg math mi foreignObject desc template noscript iframe frameset frame form h1 h2 body html head xmp noframes listing
blockquote center object marquee plaintext hr img input
"""
_RUBBISH = """
<!-- c -->|<!--|-->|<![CDATA[|]]>|</>|<?x>|<!doctype html>|<|&|\0|<a href='|</
"""
_ATTRIBUTES = st.sampled_from(
    ("", ' style="display:none"', ' class="q"', " hidden", ' style="white-space:pre"', ' href="x"', " x='>'")
)
_MARKUP = st.one_of(
    st.builds(lambda tag, attribute: f"<{tag}{attribute}>", st.sampled_from(_TAGS.split()), _ATTRIBUTES),
    st.builds(lambda tag: f"</{tag}>", st.sampled_from(_TAGS.split())),
    st.sampled_from(_RUBBISH.strip().split("|")),
)
_REFERENCES = ("&amp;", "&#65;", "&#65", "&nbsp;", "&#32;", "&#10;", "&notit;", "&lt")
_TEXT = st.sampled_from((WORD, WORD, " ", "\n", "\n\n", f"{WORD} {WORD}", f" {WORD}\n", "é", "😀", *_REFERENCES))
malformed = st.lists(st.one_of(_TEXT, _MARKUP, _MARKUP), max_size=30).map("".join)
"""Tags, text and rubbish in any order."""


def document_of(html: str) -> TextDocument:
    """The document of a mail whose body is this HTML."""
    message = parse(_HEAD + html.encode().replace(b"\n", b"\r\n"))
    return TextDocument(0, message, message.root, 5_000_000)


def page_of(html: str, reply: bool = False) -> Page:
    """The page of a mail whose body is this HTML."""
    return Page(document_of(html), reply)


def seen(html: str) -> str:
    """What a reader sees of a page."""
    return page_of(html).surfaces[0].text


def surface(page: Page, attribute: str) -> Surface:
    """The first surface with this name of an attribute or of a reason."""
    return next(surface for surface in page.surfaces if surface.attribute == attribute)


def after(page: Page, edits: tuple[Edit, ...]) -> str:
    """The page's source with edits made."""
    return page.document.after(sorted(set(edits)))


def without(html: str, words: str) -> str:
    """The source after these words were removed from what a reader sees."""
    page = page_of(html)
    shown = page.surfaces[0]
    start = shown.text.index(words)
    return after(page, page.remove(shown, start, start + len(words)))
