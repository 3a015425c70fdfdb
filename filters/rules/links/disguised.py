"""links/disguised: a link that hides where it goes.

What it finds
    A link whose text shows another host than its target; URL shorteners, the marketplace's own included; a user name before
    the host; look-alike and mixed-script hosts; redirects to elsewhere; javascript:, data: and file: targets; a base address
    that bends the page's links.

Why
    A buyer must see where a link leads.

Example
    text: The manual: tinyurl.com/notice-kz44
    html: <p><a href="https://evil.example/">www.amazon.de</a></p>
    html: <p><a href="javascript:alert(1)">Open</a></p>

Allowed
    text: Track it at https://www.dhl.de/track?id=1 please.
    html: <p><a href="https://www.dhl.de/track?id=1">www.dhl.de</a></p>

Fix
    None: such a message is not repaired.

Options
    None.

Source
    Untrusted links are removed by the marketplace: trade sources A; GUIDELINES 49; RULES, "Boundaries".
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.folded import fold
from filters.detect.links import find_links
from filters.detect.targets import Kind, classify_url, same_site
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import Seen, links, on_link
from filters.mail.link import Link
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for seen in links(mail):
        if note := _disguise(seen):
            yield on_link(seen, note) if seen.link else seen.surface.found(seen.start, seen.end, note)
    for page in mail.pages:
        for link in page.links:
            if link.element.tag == "base" and (note := _base(link)):
                yield link.surface.found(0, len(link.surface.text), note)


def _disguise(seen: Seen) -> str:
    if seen.target.disguise:
        return seen.target.disguise
    shown = find_links(fold(seen.link.text)) if seen.link and seen.target.host else ()
    other = next((hit.host for hit in shown if not same_site(hit.host, seen.target.host)), "")
    return f"shows {other} and opens {seen.target.host}" if other else ""


def _base(link: Link) -> str:
    target = classify_url(link.url)
    return f"a base address at {target.host}" if target.kind in (Kind.EXTERNAL, Kind.ACTIVE) else ""


RULE = Rule(
    name="links/disguised",
    check=check,
    summary="A link that hides where it goes.",
    clause="Links must show where they lead; shortened and misleading links are not trusted.",
    advice="Leave the link out, or write the full address of an allowed page.",
    default=Action.REJECT,
)
