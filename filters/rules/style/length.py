"""style/length: more text than a buyer reads.

What it finds
    More than 4,000 characters of the seller's own text in the plain text or in the HTML of the message.

Why
    Buyers do not read long letters, and the marketplace's own form takes no more.

Example
    None that fits on a line.

Allowed
    text: Thank you for your order. Your parcel arrives on Monday.
    html: <p>Thank you for your order. Your parcel arrives on Monday.</p>

Fix
    None: what can be left out is the sender's to say.

Options
    most = 4000: characters.

Source
    Agency's tips on communication: be concise (S1); the limit of the marketplace's contact form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.mail.surface import Surface
from filters.rule import Rule

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Options:
    """most: characters."""

    most: int = 4_000


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    for surface in mail.of_kind("text", "html"):
        if len(surface.text) > options.most and (place := _too_far(surface, options.most)) is not None:
            end = min(place + _SHOWN, len(surface.text.rstrip()))
            yield surface.found(place, end, note=f"text goes on after {options.most:,} characters")


def _too_far(surface: Surface, most: int) -> int | None:
    """Where the own text has more than so many characters; None where it has not."""
    at, left = 0, most
    for start, end in (*sorted(surface.quoted), (len(surface.text.rstrip()),) * 2):
        if start - at > left:
            return at + left
        left -= max(start - at, 0)
        at = max(at, end)
    return None


RULE = Rule(
    name="style/length",
    check=check,
    summary="More text than a buyer reads.",
    clause="Messages are concise; the marketplace's own form takes 4,000 characters.",
    advice="Say what the buyer needs and no more.",
    default=Action.NOTE,
    options=Options,
)
