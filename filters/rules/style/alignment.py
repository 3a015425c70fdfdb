"""style/alignment: text that is centred, justified or set to the other side.

What it finds
    An alignment of words that a reader sees other than where their script begins: `text-align`, `align` of paragraphs, blocks
    and cells, `<center>`. Where a table or picture stands is no alignment of text.

Why
    Messages are shown in the marketplace's own layout, so that all sellers' letters read alike.

Example
    html: <p style="text-align:center">Your parcel is here.</p>
    html: <p align="justify">Your parcel is here.</p>
    html: <center>Your parcel is here.</center>

Allowed
    html: <p align="left">Your parcel is here.</p>
    html: <table align="center"><tr><td align="center"><img src="cid:1" alt="lamp"></td></tr></table>
    html: <table><tr><th align="right">Price</th></tr><tr><td align="right">19.90 EUR</td></tr></table>
    html: <p dir="rtl" style="text-align:right">شكرا لكم</p>

Fix
    The declaration goes; `<center>` becomes `<div>`. Figures in table cells may stand on the right, and the heads of their
    columns: there they are compared, not decorated.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no override of the default text alignment (S2).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from turbohtml import Element

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import declared_found
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.mail.styles import KEYWORDS, Declared
from filters.rule import NoOptions, Rule

_DEFAULTS = KEYWORDS | {"start", "match-parent", "-webkit-auto", "auto", "char"}
_ENDS = frozenset(("right", "end", "-webkit-right"))
_BEGINNINGS = frozenset(("left", "-webkit-left"))
_FIGURE = re.compile(r"[^\W\d_]{0,4}\W*\d[\d\W]*[^\W\d_]{0,4}\W?")
_BIDIRECTIONAL = {"L": False, "R": True, "AL": True}


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        for declared in page.styles.named("text-align"):
            if declared.value not in _DEFAULTS and page.styles.seen(declared) and _overrides(page, declared):
                fix = "div" if declared.attribute == "<" else ""
                yield declared_found(page, declared, "text that is not aligned as usual", fix, page.styles.remove(declared))


def _overrides(page: Page, declared: Declared) -> bool:
    if declared.value not in _ENDS | _BEGINNINGS:
        return True
    texts = ((element, page.text_of(element)) for element in declared.elements)
    return any(text.strip() and not _usual(element, text, declared.value) for element, text in texts)


def _usual(element: Element, text: str, value: str) -> bool:
    """Whether words stand where they would anyway, or are figures in a column."""
    if value in _BEGINNINGS:
        return not _from_the_right(element, text)
    if element.tag in ("td", "th") and (element.tag == "th" or _FIGURE.fullmatch(text.strip())):
        return True
    return value != "end" and _from_the_right(element, text)


def _from_the_right(element: Element, text: str) -> bool:
    """Whether the text runs from right to left: as declared, else by its first letter."""
    told = element.closest("[dir]")
    if told is not None and str(told.attrs["dir"]).lower() in ("ltr", "rtl"):
        return str(told.attrs["dir"]).lower() == "rtl"
    kinds = (_BIDIRECTIONAL.get(unicodedata.bidirectional(character)) for character in text)
    return next((kind for kind in kinds if kind is not None), False)


RULE = Rule(
    name="style/alignment",
    check=check,
    summary="Text that is centred, justified or set to the other side.",
    clause="Messages do not override the default text alignment (2020 edition).",
    advice="Leave the text aligned as it is by default.",
    default=Action.FIX,
    fixable=True,
)
