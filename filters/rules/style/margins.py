"""style/margins: margins or padding that take too much of the width.

What it finds
    A margin or padding of an element that is on the page, on any side, of more than a fifth of the width: in per cent, or in
    lengths against the usual width of a message; `hspace`, `vspace`, `cellpadding` and the margins of `<body>` as well.

Why
    Wide margins leave a narrow column on a phone, and long empty stretches hide what comes below.

Example
    html: <p style="margin-left:25%">Your parcel is here.</p>
    html: <div style="padding:10px 200px">Your parcel is here.</div>
    html: <p><img src="cid:1" alt="lamp" hspace="150"></p>

Allowed
    html: <p style="margin:0 auto;padding:20%">Your parcel is here.</p>
    html: <div style="padding:40px 100px">Your parcel is here.</div>

Fix
    The side gets the most that is allowed.

Options
    most = 20: per cent of the width.
    width = 600: CSS pixels of a message's width, which lengths are measured against.

Source
    Marketplace communication guidelines of 2020: no message margins over 20 % of the maximum width (S2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.css import length, pixels
from filters.mail.elements import declared_found
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.mail.styles import Declared
from filters.rule import Rule

_ENDINGS = ("-left", "-right", "-top", "-bottom", "-inline", "-block", "-inline-start", "-inline-end", "-block-start",
            "-block-end", "")  # fmt: skip
_NAMES = tuple(name + ending for name in ("margin", "padding") for ending in _ENDINGS)
_NOTE = "a margin of more than a fifth of the width"
_PART = re.compile(r"[^\s(]+(?:\([^()]*\))?")


@dataclass(frozen=True, slots=True)
class Options:
    """most: per cent of the width; width: CSS pixels of a message."""

    most: int = 20
    width: int = 600


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    for page in mail.own_pages:
        for declared in page.styles.named(*_NAMES):
            value = _narrowed(declared.value, options)
            if value != declared.value and any(page.is_shown(element) for element in declared.elements):
                yield _found(page, declared, value)


def _narrowed(value: str, options: Options) -> str:
    """The value with every part that is too much made the most that is allowed."""
    return _PART.sub(lambda part: f"{options.most}%" if _too_much(part[0], options) else part[0], value)


def _too_much(part: str, options: Options) -> bool:
    measure = length(part)
    if measure is None:
        return False
    if measure[1] == "%":
        return measure[0] > options.most
    return (pixels(part) or 0) * 100 > options.most * options.width


def _found(page: Page, declared: Declared, value: str) -> Found:
    if declared.attribute in ("", "style"):
        return declared_found(page, declared, _NOTE, value, page.styles.replace(declared, value))
    return declared_found(page, declared, _NOTE, "", page.styles.remove(declared))


RULE = Rule(
    name="style/margins",
    check=check,
    summary="Margins or padding that take too much of the width.",
    clause="Margins take no more than 20 % of the width (2020 edition).",
    advice="Keep margins and padding below a fifth of the width.",
    default=Action.FIX,
    fixable=True,
    options=Options,
)
