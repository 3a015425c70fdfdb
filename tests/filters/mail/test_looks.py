"""Colours, sizes and leftovers of a page: what is computed, against figures from elsewhere; what repairs leave behind."""

from __future__ import annotations

import pytest

from filters.agreeing import agreed
from filters.facts import Facts
from filters.mail.css import color
from filters.mail.emptied import tidied
from filters.mail.looks import WHITE, contrast
from filters.mail.mail import Mail
from filters.mail.matching import Matching, specificity
from filters.mail.old_styles import font_size
from filters.mail.page import Page
from filters.mail.sizes import computed
from filters.mail.textmap import tree_of
from filters.sample import sample


def page_of(html: str) -> tuple[Mail, Page]:
    mail = Mail.of(sample(None, html), Facts())
    return mail, mail.pages[0]


@pytest.mark.parametrize(
    ("ink", "ratio"),
    [
        ("#000", 21.0),
        ("#767676", 4.54),
        ("#777777", 4.48),
        ("#00f", 8.59),
        ("red", 4.0),
        ("#fff", 1.0),
        ("rgba(0,0,0,.5)", 3.95),
    ],
)
def test_contrast_on_white(ink: str, ratio: float) -> None:
    assert contrast(color(ink), WHITE) == pytest.approx(ratio, abs=0.05)


@pytest.mark.parametrize(
    ("value", "above", "pixels"),
    [
        ("12pt", 20, 16),
        ("1.5em", 20, 30),
        ("50%", 20, 10),
        ("2rem", 20, 32),
        ("large", 20, 18),
        ("smaller", 20, 16.6),
        ("x", 20, 20),
    ],
)
def test_a_size_in_pixels(value: str, above: float, pixels: float) -> None:
    assert computed(value, above) == pytest.approx(pixels)


@pytest.mark.parametrize(("value", "pixels"), [("1", 10), ("3", 16), ("7", 48), ("+1", 18), ("-2", 10), ("99", 48), ("x", 16)])
def test_the_size_of_a_font_tag(value: str, pixels: float) -> None:
    assert font_size(value) == pixels


@pytest.mark.parametrize(
    ("selector", "tags"),
    [
        ("p", ["p"]), (".x", ["b"]), (".y", []), ("p .x", ["b"]), ("a:hover", ["a"]), ("p::before", []), ("#i", ["p"]),
        (">", []), ("[href]", ["a"]), ("*:not(.x)", ["html", "head", "body", "p", "a"]),
    ],
)  # fmt: skip
def test_what_a_selector_matches(selector: str, tags: list[str]) -> None:
    matching = Matching(tree_of("<p id=i><b class='x z'>c</b><a href=d>e</a></p>"))
    assert [element.tag for element in matching.elements(selector)] == tags


def test_specificity() -> None:
    assert specificity("#a .b p:hover") == (1, 2, 1)
    assert specificity("p.MsoNormal") < specificity("#x") > specificity("td p a")


@pytest.mark.parametrize(
    ("html", "names", "expected"),
    [
        ("<p style='color:red; margin:0'>a</p>", ["color", "margin"], "<p>a</p>"),
        ("<p style='color:red; margin:0'>a</p>", ["color"], "<p style=' margin:0'>a</p>"),
        ("<p style='color:red;x:y'>a</p>", ["color"], "<p style='x:y'>a</p>"),
        ("<font color=red face=x>a</font>", ["color", "font-family"], "a"),
        ("<font color=red face=x>a</font>", ["color"], "<font face=x>a</font>"),
        ("<font style='color:red' face=x >a</font>", ["color", "font-family"], "a"),
        ("<font color=red class=y>a</font>", ["color"], "<font class=y>a</font>"),
        ("<center><font color=red>a", ["color", "text-align"], "<div>a"),
        ("<p align=center style=color:red>a</p>", ["color", "text-align"], "<p>a</p>"),
        ("<p style='color:red'>style='color:red'</p>", ["color"], "<p>style='color:red'</p>"),
    ],
)
def test_nothing_empty_is_left(html: str, names: list[str], expected: str) -> None:
    mail, page = page_of(html)
    edits = tidied(mail, agreed(page.styles.remove(declared) for declared in page.styles.named(*names)))
    assert page.document.after(edits).strip() == expected


def test_a_font_of_several_paragraphs_goes_once() -> None:
    mail, page = page_of("<p><font color=red>a<p>b</font>c")
    (declared,) = page.styles.named("color")
    assert len(declared.elements) == 2
    assert page.document.after(tidied(mail, page.styles.remove(declared))).strip() == "<p>a<p>b</font>c"
