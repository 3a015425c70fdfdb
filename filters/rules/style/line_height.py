"""style/line-height: lines closer together or further apart than the default.

What it finds
    A line height for words that a reader sees: `line-height`, or the one in `font`. `normal`, `inherit` and the like declare
    nothing.

Why
    Messages are shown in the marketplace's own type, so that all sellers' letters read alike.

Example
    html: <p style="line-height:150%">Your parcel is here.</p>
    html: <p style="font:14px/1.5 Arial">Your parcel is here.</p>

Allowed
    html: <p style="line-height:normal">Your parcel is here.</p>
    html: <table><tr><td style="line-height:0"><img src="cid:1" alt="lamp"></td></tr></table>

Fix
    The declaration goes, or the line height in `font`.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no override of the default line height (S2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import declared_found
from filters.mail.mail import Mail
from filters.mail.styles import KEYWORDS
from filters.rule import NoOptions, Rule

_NOTE = "a line height of its own"
_IN_FONT = re.compile(r"\s*/\s*[^\s/,]+")


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        styles = page.styles
        for declared in styles.named("line-height"):
            if declared.value not in KEYWORDS and declared.value != "normal" and styles.seen(declared):
                yield declared_found(page, declared, _NOTE, "", styles.remove(declared))
        for declared in styles.named("font"):
            value = _IN_FONT.sub("", styles.original(declared), count=1)
            if value != styles.original(declared) and styles.seen(declared):
                yield declared_found(page, declared, _NOTE, f"font:{value}", styles.replace(declared, value))


RULE = Rule(
    name="style/line-height",
    check=check,
    summary="Lines closer together or further apart than the default.",
    clause="Messages do not override the default line height (2020 edition).",
    advice="Leave the line height of the text as it is.",
    default=Action.FIX,
    fixable=True,
)
