"""subject/style: shouting, emoji or runs of punctuation in the subject.

What it finds
    Emoji; three or more question or exclamation marks in a row; words of five letters and more in capitals where there are
    two of them or nothing else. Abbreviations, model numbers and order ids are left alone.

Why
    Subjects that shout look like advertising and are filtered like it.

Example
    subject: Your order has shipped 🎉
    subject: Question about your order???
    subject: YOUR ORDER HAS BEEN SHIPPED TODAY

Allowed
    subject: Your LED lamp GX-500 has shipped with UPS
    subject: Is the size right?

Fix
    Emoji are removed, one mark stays of a run, shouted words get small letters.

Options
    None.

Source
    Marketplace guideline on message style (S1, S2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filters.detect.emoji import find_emoji_runs
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.mail.surface import Surface
from filters.rule import NoOptions, Rule

_RUN = re.compile(r"([!?！？¡¿])[!?！？¡¿]{2,}")
_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED = 5


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for surface in mail.of_kind("subject"):
        for start, end in find_emoji_runs(surface.text):
            yield surface.found(start, end, note="emoji in the subject", fix="")
        for match in _RUN.finditer(surface.text):
            yield surface.found(*match.span(), note="a run of punctuation", fix=match[1])
        yield from _shouting(surface)


def _shouting(surface: Surface) -> Iterator[Found]:
    words = list(_WORD.finditer(surface.text))
    loud = [match for match in words if len(match[0]) >= _SHOUTED and match[0].isupper()]
    calm = [match for match in words if len(match[0]) > 2 and not match[0].isupper()]
    if not loud or (len(loud) < 2 and calm):
        return
    shouted = [match for match in words if match[0].isupper() and len(match[0]) > 1] if not calm else loud
    for match in shouted:
        text = match[0].capitalize() if match is words[0] else match[0].lower()
        yield surface.found(*match.span(), note="shouting", fix=text)


RULE = Rule(
    name="subject/style",
    check=check,
    summary="Shouting, emoji or runs of punctuation in the subject.",
    clause="Subjects are plain: no capitals for emphasis, no emoji, no repeated punctuation.",
    advice="Write the subject as a plain sentence.",
    default=Action.FIX,
    fixable=True,
)
