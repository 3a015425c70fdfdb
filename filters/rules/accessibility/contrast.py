"""accessibility/contrast: text that can hardly be told from its background.

What it finds
    Words that a reader sees whose contrast with what lies under them is below 4.5 to 1, by the colours that style attributes,
    style sheets and old attributes give them. On a picture nothing is known.

Why
    One reader in twelve cannot make such text out, nobody can in the sun.

Example
    html: <p style="color:#999">Your parcel is here.</p>
    html: <table bgcolor="#000080"><tr><td>Your parcel is here.</td></tr></table>
    html: <p style="background:yellow"><font color="orange">Your parcel is here.</font></p>

Allowed
    html: <p style="color:#666">Your parcel is here.</p>
    html: <table bgcolor="#000080"><tr><td style="color:white">Your parcel is here.</td></tr></table>

Fix
    The colour of the text becomes black, and backgrounds on which that could not be read go; what else stood on them becomes
    black too where it could not be read without them.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no accessibility issues (S2); WCAG 2.2, 1.4.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from filters.edits import Edit
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import declared_found
from filters.mail.looks import READABLE, Look, contrast, ground
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.mail.styles import Declared
from filters.rule import NoOptions, Rule

_BLACK = "#000000"


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.pages:
        looks = list(page.looks)
        seen: set[Declared] = set()
        for look in looks:
            cause = _cause(look)
            if cause is not None and cause not in seen and (look.contrast or READABLE) < READABLE:
                seen.add(cause)
                note = f"contrast of {look.contrast:.1f} to 1"
                yield declared_found(page, cause, note, _BLACK, list(dict.fromkeys(_edits(page, cause, looks))))


def _cause(look: Look) -> Declared | None:
    """What to change: the colour of the text, else its background."""
    return look.source or (look.layers[0].declared if look.layers else None)


def _edits(page: Page, cause: Declared, looks: Iterable[Look]) -> Iterator[Edit]:
    """The colours that become black, and the backgrounds that go, for all words that the cause makes unreadable."""
    inks: dict[Declared, None] = {}
    grounds: dict[Declared, None] = {}
    for look in looks:
        if _cause(look) is cause and (look.contrast or READABLE) < READABLE:
            inks |= dict.fromkeys([look.source] if look.source else [])
            grounds |= dict.fromkeys(look.in_the_way())
    for look in looks if grounds else ():
        layers = tuple(layer for layer in look.layers if layer.declared not in grounds)
        if look.source and layers != look.layers and (contrast(look.ink, ground(layers)) or READABLE) < READABLE:
            inks[look.source] = None
    for ink in inks:
        yield from page.styles.replace(ink, _BLACK)
    for below in grounds:
        yield from page.styles.remove(below)


RULE = Rule(
    name="accessibility/contrast",
    check=check,
    summary="Text that can hardly be told from its background.",
    clause="Text has a contrast of 4.5 to 1 with its background (2020 edition; WCAG 2.2, 1.4.3).",
    advice="Write dark text on a light background.",
    default=Action.FIX,
    fixable=True,
)
