"""style/font-family: text in another font than the default.

What it finds
    A font for words that a reader sees: `font-family`, the family in `font`, `<font face>`. `sans-serif` alone, which is what
    the marketplace's own font is, and `inherit` and the like declare nothing.

Why
    Messages are shown in the marketplace's own type, so that all sellers' letters read alike.

Example
    html: <p style="font-family:Georgia,serif">Your parcel is here.</p>
    html: <p style="font:italic 14px/1.5 Arial">Your parcel is here.</p>
    html: <p><font face="Comic Sans MS">Your parcel is here.</font></p>

Allowed
    html: <p style="font-family:inherit;font-weight:bold">Your parcel is here.</p>
    html: <p>Your code: <code>ABC</code></p>

Fix
    The declaration goes; of `font` all that is not the family stays, each with its own name.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no override of the default font family (S2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import declared_found
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.mail.styles import KEYWORDS, Declared
from filters.rule import NoOptions, Rule

_DEFAULTS = KEYWORDS | {"sans-serif"}
_PIECE = re.compile(r"(?P<style>italic|oblique)|(?P<variant>small-caps)|(?P<weight>bolder|bold|lighter|[1-9]00)|normal")
_SIZE = re.compile(r"\.?\d.*|(?:x{1,3}-)?(?:small|large)|medium|smaller|larger|[a-z]+\(.*")
_SLASH = re.compile(r"\s*/\s*")


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        for declared in page.styles.named("font-family", "font"):
            if declared.value not in _DEFAULTS and page.styles.seen(declared):
                yield _found(page, declared)


def _found(page: Page, declared: Declared) -> Found:
    rest = longhands(declared.value) if declared.name == "font" else []
    separator = " !important;" if declared.important else ";"
    text = separator.join(f"{name}:{value}" for name, value in rest)
    edits = page.styles.rewrite(declared, text) if text else page.styles.remove(declared)
    return declared_found(page, declared, "a font of its own for text", text, edits)


def longhands(font: str) -> list[tuple[str, str]]:
    """What a value of `font` says apart from the family; [] where it is the name of a system font."""
    found: list[tuple[str, str]] = []
    for piece in _SLASH.sub("/", font).split():
        said = _PIECE.fullmatch(piece)
        if said is None:
            size, _, height = piece.partition("/")
            line = [("line-height", height)] if height else []
            return [*found, ("font-size", size), *line] if _SIZE.fullmatch(size) else []
        if said.lastgroup:
            found.append((f"font-{said.lastgroup}", piece))
    return []


RULE = Rule(
    name="style/font-family",
    check=check,
    summary="Text in another font than the default.",
    clause="Messages do not override the default font family (2020 edition).",
    advice="Leave the font of the text as it is.",
    default=Action.FIX,
    fixable=True,
)
