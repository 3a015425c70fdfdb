"""accessibility/contrast: text that can hardly be told from its background.

What it finds
    Words that a reader sees, or would see but for their colour, whose contrast with what lies under them is below 4.5 to 1, by
    the colours that style attributes, style sheets and old attributes give them. On a picture nothing is known.

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

from collections.abc import Iterable, Iterator, Mapping

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import declared_found
from filters.mail.looks import READABLE, Look, contrast, ground
from filters.mail.mail import Mail
from filters.mail.styles import Declared
from filters.rule import NoOptions, Rule

_BLACK = "#000000"


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        groups = list(_together(look for look in page.looks if _poor(look.contrast)))
        standing = _standing(page.looks) if groups else {}
        for looks in groups:
            worst = min(looks, key=lambda look: look.contrast or READABLE)
            grounds = dict.fromkeys(ground for look in looks for ground in look.in_the_way())
            inks = dict.fromkeys(look.source for look in (*looks, *_left_unreadable(grounds, standing)) if look.source)
            edits = [edit for ink in inks for edit in page.styles.replace(ink, _BLACK)]
            edits += [edit for ground in grounds for edit in page.styles.remove(ground)]
            cause = worst.source or worst.in_the_way()[0]
            yield declared_found(page, cause, f"contrast of {worst.contrast:.1f} to 1", _BLACK, edits)


def _poor(ratio: float | None) -> bool:
    return ratio is not None and ratio < READABLE


def _together(poor: Iterable[Look]) -> Iterator[list[Look]]:
    """The looks in groups that one repair changes: those with a colour, or a background that has to go, in common."""
    leaders: dict[Declared, Declared] = {}

    def leader(one: Declared) -> Declared:
        while (above := leaders.setdefault(one, one)) is not one:
            leaders[one] = one = leaders[above]
        return one

    groups: dict[Declared, list[Look]] = {}
    causes = [(look, [*filter(None, [look.source]), *look.in_the_way()]) for look in poor]
    for _, (first, *others) in causes:
        for other in others:
            leaders[leader(other)] = leader(first)
    for look, (first, *_) in causes:
        groups.setdefault(leader(first), []).append(look)
    yield from groups.values()


def _standing(looks: Iterable[Look]) -> dict[Declared, list[Look]]:
    """What stands on each background."""
    found: dict[Declared, list[Look]] = {}
    for look in looks:
        for layer in look.layers:
            found.setdefault(layer.declared, []).append(look)
    return found


def _left_unreadable(grounds: Iterable[Declared], standing: Mapping[Declared, list[Look]]) -> Iterator[Look]:
    """The words that could not be read without some backgrounds."""
    gone = set(grounds)
    for look in dict.fromkeys(look for one in grounds for look in standing.get(one, ())):
        left = tuple(layer for layer in look.layers if layer.declared not in gone)
        if _poor(contrast(look.ink, ground(left))):
            yield look


RULE = Rule(
    name="accessibility/contrast",
    check=check,
    summary="Text that can hardly be told from its background.",
    clause="Text has a contrast of 4.5 to 1 with its background (2020 edition; WCAG 2.2, 1.4.3).",
    advice="Write dark text on a light background.",
    default=Action.FIX,
    fixable=True,
)
