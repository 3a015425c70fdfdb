"""style/font-color: text in another colour than the default.

What it finds
    A colour for words that a reader sees, or would see but for their colour: in a style attribute, a style sheet, `<font
    color>`, and the text and link colours of `<body>`. Black, and the blue and purple of links, are the defaults; `inherit`
    and the like declare nothing.

Why
    Messages are shown in the marketplace's own type, so that all sellers' letters read alike.

Example
    html: <p style="color:#c00">Your parcel is here.</p>
    html: <style>p { color: gray }</style><p>Your parcel is here.</p>
    html: <p><font color="blue">Your parcel is here.</font></p>

Allowed
    html: <p style="color:#000000">Your parcel is here.</p>
    html: <body text="black" link="#0000EE"><p style="color:inherit">Your parcel is here.</p></body>
    html: <p style="border-color:red">Your parcel is here.</p>

Fix
    The declaration goes, and with it a background on which text of the default colour could not be read.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no override of the default font colour (S2).
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.css import color, first_color
from filters.mail.elements import declared_found
from filters.mail.looks import BLACK, GROUNDS, INKS, LINK, READABLE, WHITE, contrast
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.mail.styles import Declared
from filters.rule import NoOptions, Rule

_VISITED, _PRESSED = color("#551a8b"), color("#ff0000")


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        found = [it for it in page.styles.named(*sorted(INKS)) if _overrides(it) and page.styles.seen(it)]
        grounds = _in_the_way(page) if found else {}
        for it in found:
            going = _dark_on_other_screens(page) if it.sized else grounds.get(it, ())
            edits = [edit for gone in (it, *going) for edit in page.styles.remove(gone)]
            yield declared_found(page, it, "a colour of its own for text", "", edits)


def _overrides(declared: Declared) -> bool:
    value = color(declared.value)
    if value is None:
        return "(" in declared.value
    return value not in ((LINK, _VISITED, _PRESSED) if declared.name == "link-color" else (BLACK,))


def _in_the_way(page: Page) -> dict[Declared, dict[Declared, None]]:
    """For each colour the backgrounds that its words could not be read on without it."""
    found: dict[Declared, dict[Declared, None]] = {}
    for look in page.looks:
        if look.source is not None and look.layers:
            found.setdefault(look.source, {}).update(dict.fromkeys(look.in_the_way()))
    return found


def _dark_on_other_screens(page: Page) -> Iterator[Declared]:
    """The dark backgrounds of style rules for some screens only, whose colours of text all go."""
    for ground in page.styles.named(*sorted(GROUNDS)):
        value = first_color(ground.value)
        if ground.sized and value and (contrast(BLACK, value.over(WHITE)) or READABLE) < READABLE:
            yield ground


RULE = Rule(
    name="style/font-color",
    check=check,
    summary="Text in another colour than the default.",
    clause="Messages do not override the default font colour (2020 edition).",
    advice="Leave the colour of the text as it is.",
    default=Action.FIX,
    fixable=True,
)
