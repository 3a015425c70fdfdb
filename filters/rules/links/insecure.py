"""links/insecure: http:// where the link itself is allowed.

What it finds
    Links over plain http to the marketplace's order pages, to carriers, and to hosts that the account allows.

Why
    Only secure links are admitted.

Example
    text: Track it at http://www.dhl.de/track?id=1 please.
    html: <p><a href="http://www.amazon.de/gp/css/order-history">Your orders</a></p>

Allowed
    text: Track it at https://www.dhl.de/track?id=1 please.
    text: The forbidden http://shop.example/ is another rule's matter.

Fix
    http becomes https.

Options
    allow: hosts needed for the order, as for links/external; each admits the hosts below it.

Source
    Secure links only: trade sources A, GUIDELINES 47.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filters.detect.hosts import within
from filters.detect.targets import Kind
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import Seen, links, on_link
from filters.mail.mail import Mail
from filters.rule import Rule

_ALLOWED = (Kind.ORDER, Kind.CARRIER, Kind.MEDIA)


@dataclass(frozen=True, slots=True)
class Options:
    """`allow`: hosts, lower-case."""

    allow: tuple[str, ...] = ()


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    for seen in links(mail):
        target = seen.target
        if target.scheme == "http" and (target.kind in _ALLOWED or within(target.host, options.allow)):
            yield _secured(seen)


def _secured(seen: Seen) -> Found:
    note, text = "an http link", seen.surface.text
    place = text.lower().find("http", seen.start, seen.end)
    if place < 0:
        return on_link(seen, note) if seen.link else seen.surface.found(seen.start, seen.end, note)
    fixed = f"{text[seen.start : place]}https{text[place + 4 : seen.end]}"
    edits = seen.surface.replace(place, place + 4, "https")
    if seen.link:
        return on_link(seen, note, fixed, edits)
    return seen.surface.found(seen.start, seen.end, note, fix=fixed, edits=edits)


RULE = Rule(
    name="links/insecure",
    check=check,
    summary="http:// where the link itself is allowed.",
    clause="Links must be secure (https).",
    advice="Write the link with https://.",
    default=Action.FIX,
    fixable=True,
    options=Options,
)
