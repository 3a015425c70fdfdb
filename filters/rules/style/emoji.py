"""style/emoji: emoji and pictographs in the text.

What it finds
    Emoji, pictographs and emoji sequences in plain and HTML text. © ® ™, arrows, check marks and ★ ☆ are none. In the
    subject the same is `subject/style`.

Why
    The guidelines ask for plain business letters: no emoji.

Example
    text: Thank you for your order 😊
    html: <p>Shipped &#x1F69A; today</p>

Allowed
    text: Logitech® mouse ✓ in stock → delivered by Monday ★

Fix
    The emoji is removed with the blank before it.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no emojis (S2); S1.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.emoji import find_emoji_runs
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for surface in mail.of_kind("text", "html"):
        for start, end in find_emoji_runs(surface.text):
            yield surface.found(start, end, note="emoji", fix="")


RULE = Rule(
    name="style/emoji",
    check=check,
    summary="Emoji and pictographs in the text.",
    clause="Messages do without emojis (2020 edition).",
    advice="Write the message without emoji.",
    default=Action.FIX,
    fixable=True,
)
