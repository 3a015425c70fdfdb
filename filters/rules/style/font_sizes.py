"""style/font-sizes: letters of more than three sizes.

What it finds
    More than three sizes among the words that a reader sees, to a pixel, however they come about: `font-size`, `font`, `<font
    size>`, headings, `<small>` and `<big>`. `<sub>`, `<sup>` and `<code>` count as the text around them.

Why
    A letter in many sizes is hard to read and looks like advertising.

Example
    html: <p>a <b style="font-size:9px">b</b> <b style="font-size:20px">c</b> <b style="font-size:30px">d</b></p>
    html: <h1>Your order</h1><h2>Delivery</h2><h3>Monday</h3><p>Between 9 and 12.</p>

Allowed
    html: <h1>Your order</h1><h2>Delivery</h2><p>Between <span style="font-size:16px">9</span> and 12.</p>
    html: <p>a <b style="font-size:12pt">b</b> <b style="font-size:16px">c</b> <b style="font-size:1em">d</b></p>

Fix
    The three sizes in which most is written stay; words of another size get the nearest of them.

Options
    most = 3: sizes that may be.

Source
    Marketplace communication guidelines of 2020: no fonts in more than three sizes (S2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filters.edits import Edit
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import declared_found, element_found
from filters.mail.mail import Mail
from filters.mail.old_styles import FONT_SIZES
from filters.mail.page import Page
from filters.mail.sizes import IN_FONT, PROPERTIES, Cause, Sizes, are_few
from filters.mail.styles import Declared
from filters.rule import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """most: sizes that may be."""

    most: int = 3


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    for page in mail.own_pages:
        held = page.styles.holding(PROPERTIES)
        if not are_few(page.tree, held, options.most):
            sizes = Sizes(page.tree, held, page.layout)
            number = len(sizes.used())
            if number > options.most:
                for cause, size in sizes.fewer(options.most).items():
                    yield from _found(page, cause, size, f"{number} sizes of letters")


def _found(page: Page, cause: Cause, size: int, note: str) -> Iterator[Found]:
    value = f"{size}px"
    if isinstance(cause, Declared):
        yield declared_found(page, cause, note, value, _resized(page, cause, size))
    elif cause is not None and page.start_tag(cause):
        yield element_found(page, [cause], note, value, page.styles.add(cause, "font-size", value))


def _resized(page: Page, declared: Declared, size: int) -> tuple[Edit, ...]:
    styles, value = page.styles, f"{size}px"
    if declared.name == "font":
        return styles.replace(declared, IN_FONT.sub(value, styles.original(declared), count=1))
    if declared.attribute in ("", "style"):
        return styles.replace(declared, value)
    if size in FONT_SIZES:
        return styles.replace(declared, str(FONT_SIZES.index(size) + 1))
    return *styles.remove(declared), *styles.add(declared.owner, "font-size", value)


RULE = Rule(
    name="style/font-sizes",
    check=check,
    summary="Letters of more than three sizes.",
    clause="Messages use no more than three font sizes (2020 edition).",
    advice="Write the whole message in one size, with headings in another.",
    default=Action.FIX,
    fixable=True,
    options=Options,
)
