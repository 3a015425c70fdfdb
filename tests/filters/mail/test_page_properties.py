"""Whatever the HTML, a place in the source is the place of that text, or there is none."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filters.mail.page import Page
from filters.mail.surface import Surface
from filters.mail.textmap import SPACE, tree_of
from filters.mail.tidy import removal
from tests.filters.mail.pages import WORD, after, malformed, page_of

_MANY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def _unescaped(source: str) -> str:
    return tree_of(f"<body>{WORD}{source}").root.text.removeprefix(WORD)


def _stands(text: str, source: str, whole: bool) -> bool:
    if text == " " and not _unescaped(source).strip(SPACE):
        return True
    return (text == _unescaped(source)) if whole else _known(text) == _known(source)


def _known(text: str) -> str:
    """Text as a tree may hold it: a parser puts U+FFFD for NUL."""
    return text.replace("\0", "\ufffd")


def _loose(text: str) -> str:
    return "".join(text.split())


def _places(page: Page) -> list[list[tuple[int, int]]]:
    """The place of every character."""
    shown = [surface for surface in page.surfaces if surface.kind != "attribute"]
    return [surface.spans(at, at + 1) for surface in shown for at in range(len(surface.text))]


def _shown(page: Page) -> Surface:
    return page.surfaces[0]


@_MANY
@given(malformed)
def test_every_segment_unescapes_to_its_text(html: str) -> None:
    for surface in page_of(html).surfaces:
        source = surface.document.text
        if surface.kind == "attribute":
            continue
        for at, size, start, end, whole in surface.source.segments:
            text = surface.text[at : at + size]
            assert _stands(text, source[start:end], whole), (surface.kind, text, source[start:end])


@_MANY
@given(malformed)
def test_equal_words_are_not_confused(html: str) -> None:
    """Each word gets a letter of its own; nothing else changes, so the places must not either."""
    letters = count(0x4E00)
    named = re.sub(WORD, lambda _: chr(next(letters)), re.sub(r"(?<=<)[^>]*", lambda tag: tag[0].replace(WORD, "y"), html))
    plain = re.sub(r"[\u4e00-\u9fff]", WORD, named)
    one, other = page_of(plain), page_of(named)
    for place, twin in zip(_places(one), _places(other), strict=True):
        assert place == twin or not place or not twin  # `&ltx` is one token, so that white space after it may have no place
    for surface in other.surfaces:
        for at, size, start, end, whole in surface.source.segments:
            if not whole and surface.text[at] != " ":
                assert _known(surface.text[at : at + size]) == _known(surface.document.text[start:end])


@_MANY
@given(malformed, st.integers(0, 40), st.integers(1, 12))
def test_removing_words_removes_them_and_nothing_else(html: str, start: int, size: int) -> None:
    page = page_of(f"<body>{html}")  # without it, the first words decide what is in the head
    shown = _shown(page)
    if not shown.text:
        return
    start %= len(shown.text)
    end = min(start + size, len(shown.text))
    edits = page.remove(shown, start, end)
    if not edits:
        return
    low, high = removal(shown.text, start, end)
    left = _shown(page_of(after(page, edits))).text
    assert _loose(left) == _loose(shown.text[:low] + shown.text[high:])


@_MANY
@given(malformed)
def test_unlinking_keeps_every_word(html: str) -> None:
    page = page_of(f"<body>{html}")
    for element in page.tree.select("a"):
        left = page_of(after(page, page.unlink(element)))
        assert _loose(_shown(left).text) == _loose(_shown(page).text)


@_MANY
@given(
    malformed, st.sampled_from(("title", "href", "x", "class")), st.text(max_size=8).map(lambda text: text.replace("\r", ""))
)
def test_setting_an_attribute_sets_it_and_changes_no_text(html: str, name: str, value: str) -> None:
    page = page_of(f"<body>{html}")
    for number, element in enumerate(page.tree.iter_elements()):
        edits = page.set_attribute(element, name, value)
        if not edits or element.tag in ("html", "body"):  # a second such tag adds attributes to the first
            continue
        again = page_of(after(page, edits))
        twin = list(again.tree.iter_elements())[number]
        got = twin.attrs[name]
        assert (got if isinstance(got, str) else " ".join(got)).split() == value.replace("\r", "").replace(
            "\0", "\ufffd"
        ).split()
        assert _loose(_shown(again).text) == _loose(_shown(page).text)
        gone = page_of(after(again, again.remove_attribute(twin, name)))
        assert name not in list(gone.tree.iter_elements())[number].attrs
