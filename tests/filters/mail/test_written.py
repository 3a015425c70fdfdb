"""CSS with places: every declaration and style rule is found where it stands, whatever stands around it, in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.mail import css
from filters.mail.written import Block, blocks, declarations

PIECES = [
    "color", ":", ";", "red", "margin", "0 auto", "!important", "url(a;b)", "'x;y'", '"}"', "/* ; */", "{", "}", "(", ")", " ",
    "\n", "\\66 ont", "\\;", "--X", "@media", "-->", "<!--", "'", "/*", "calc(1px + (2%))", "É",
]  # fmt: skip


def told(style: str) -> list[tuple[str, str, str]]:
    """(name, value, source) of each declaration."""
    return [(it.name, it.value, style[it.start : it.end]) for it in declarations(style)]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("color:red", [("color", "red", "color:red")]),
        ("Color : RED ; margin:0", [("color", "red", "Color : RED ;"), ("margin", "0", " margin:0")]),
        ("a:url(x;y);b:';'", [("a", "url(x;y)", "a:url(x;y);"), ("b", "';'", "b:';'")]),
        ("/* a:b; */c:d/*e*/ f", [("c", "d f", "/* a:b; */c:d/*e*/ f")]),
        ("c\\6flor:red", [("color", "red", "c\\6flor:red")]),
        ("};a:b", [("a", "b", "a:b")]),
        ("a:{b;c};d:e", [("a", "{b;c}", "a:{b;c};"), ("d", "e", "d:e")]),
        ("a:;b;:c; d : ", []),
        ("a:'unclosed;b:c", [("a", "'unclosed;b:c", "a:'unclosed;b:c")]),
        ("", []),
    ],
)
def test_a_declaration_stands_where_it_is_said_to(style: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(style) == expected


def test_a_value_stands_where_it_is_said_to() -> None:
    style = "color: Red !IMPORTANT ;margin:0"
    first, second = declarations(style)
    assert (style[first.low : first.high], first.important) == ("Red", True)
    assert (style[second.low : second.high], second.important) == ("0", False)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_names_are_those_that_a_parser_finds(style: str) -> None:
    for it in declarations(style):
        assert css.declarations(style[it.start : it.end]), "no parser takes it for a declaration"
    if not any(mark in style for mark in "'\"{}()\\@<"):
        assert [it.name for it in declarations(style)] == [it.name for it in css.declarations(style) if it.value]


def test_the_rules_of_a_sheet() -> None:
    sheet = """<!-- @import url(x); p, td.a { color:red }
        @media screen { b{c:d} }  @media print{ e{f:g} @supports (x:y){ h{i:j} } }
        @font-face{font-family:x} @page{margin:1cm} k:hover{l:m -->"""
    found = [(block.selectors, [it.name for it in block.declarations], block.sized) for block in blocks(sheet)]
    assert found == [
        (("p", "td.a"), ["color"], False),
        (("b",), ["c"], False),
        (("e",), ["f"], True),
        (("h",), ["i"], True),
        (("k:hover",), ["l"], False),
    ]


def test_a_rules_declarations_stand_in_the_whole_sheet() -> None:
    sheet = "a{b:c}\n@media print{\n\td { e : f ; g:h } }"
    (first,), second = (block.declarations for block in blocks(sheet))
    assert sheet[first.start : first.end] == "b:c"
    assert [sheet[it.start : it.end] for it in second] == [" e : f ;", " g:h "]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_sheet_is_read(sheet: str) -> None:
    assert all(isinstance(block, Block) for block in blocks(sheet))
    for block in blocks(sheet):
        assert all(it.start <= it.low <= it.high <= it.end <= len(sheet) for it in block.declarations)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", [*PIECES, "a:b;", "a{b:c}", "/**/", "/* */:", "a:/*", "@media x{", "a,b ", "\\"])
def test_hostile_css_ends(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    declarations(text)
    blocks(text)
    blocks("a{" + text)
