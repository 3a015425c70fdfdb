"""links/external: an address of a web page outside the marketplace.

What it finds
    URLs, bare domains, IP addresses, spelled-out addresses ("example dot com", "example[.]com") and link targets that lead
    outside the marketplace, in every text a reader sees and every attribute a reader could follow. A redirect through an
    allowed host counts by its final target.

Why
    Messages stay on the marketplace; links that are not needed for the order lead buyers away.

Example
    text: You find the manual at https://manuals.example/x12 any time.
    text: Besuchen Sie garten-welt punkt de
    html: <p><a href="https://shop.example/">our page</a></p>

Allowed
    text: Track the parcel at https://www.dhl.de/track?id=00340434161094 today.
    text: The part runs under Node.js and is described in manual.pdf, see e.g.it and v2.app.zip.
    html: <p><a href="https://www.amazon.de/gp/css/order-history">Your orders</a></p>

Fix
    A link loses its target and keeps its words. An address alone on its line goes with the line; within a sentence
    "[removed]" stands in its place, in the message's language.

Options
    allow: hosts needed for the order; each admits the hosts below it.

Source
    No external links unless needed to complete the order: S0, S2, S3, S4. Redirects, media: RULES, "Boundaries".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filters.detect.hosts import within
from filters.detect.targets import Kind
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import links, taken_out
from filters.mail.mail import Mail
from filters.rule import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """`allow`: hosts, lower-case."""

    allow: tuple[str, ...] = ()


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    for seen in links(mail):
        if seen.target.kind is Kind.EXTERNAL and not within(seen.target.host, options.allow):
            yield taken_out(mail, seen, f"a web address outside the marketplace ({seen.target.host})")


RULE = Rule(
    name="links/external",
    check=check,
    summary="An address of a web page outside the marketplace.",
    clause="No links to websites other than the marketplace, unless needed to complete the order (S2, S3, S4).",
    advice="Leave the address out; say in the message itself what the page would say.",
    default=Action.FIX,
    fixable=True,
    options=Options,
)
