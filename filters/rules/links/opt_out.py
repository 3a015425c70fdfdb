"""links/opt-out: a link or an address to unsubscribe from the seller's mail.

What it finds
    A link, a mailto, or a written web or mail address by which the buyer is to opt out; named so itself, or offered so by its
    text or its sentence. Relay addresses and the List-Unsubscribe field count.

Why
    The marketplace itself lets buyers opt out; sellers may not run a list of their own.

Example
    html: <p><a href="https://list.example/u?id=7">Unsubscribe</a></p>
    text: Pour ne plus recevoir nos messages : mailto:desinscription@bricole.example
    text: To stop these mails write REMOVE to list@shop.example

Allowed
    text: You may opt out of seller messages in your marketplace account.
    html: <p><a href="https://www.dhl.de/track?id=1">Track your parcel</a></p>

Fix
    A link loses its target and keeps its words; an address in the text is taken out.

Options
    None.

Source
    Links to opt out of messages: S3 (2018, explicit); RULES, "Boundaries".
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.emails import find_emails
from filters.detect.folded import fold
from filters.detect.opt_outs import is_offered_near, is_opt_out_address, says_opt_out
from filters.detect.targets import Kind
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import Seen, is_news, links, masked, shown_around, taken_out, texts
from filters.mail.mail import Mail
from filters.mail.surface import Surface
from filters.rule import NoOptions, Rule

_NOTE = "a way to opt out of the seller's mail"
_LEADING = (Kind.EXTERNAL, Kind.SHOP, Kind.ORDER, Kind.CARRIER, Kind.MAIL, Kind.RELATIVE, Kind.OTHER)


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for seen in links(mail):
        if seen.target.kind in _LEADING and _is_opt_out(seen):
            yield taken_out(mail, seen, _NOTE)
    told: set[tuple[int, int]] = set()
    for surface in texts(mail):
        for start, end in _mail_addresses(surface):
            if is_news(surface, start, end, told):
                yield masked(mail, surface, start, end, _NOTE)


def _is_opt_out(seen: Seen) -> bool:
    if is_opt_out_address(seen.url) or _in_field(seen.surface):
        return True
    if seen.link is None:
        return is_offered_near(seen.surface.text, seen.start, seen.end)
    return says_opt_out(fold(seen.link.text).lower) or _offered_beside(seen)


def _offered_beside(seen: Seen) -> bool:
    """The words before and after the link on the page, where its own say nothing ("click here to unsubscribe")."""
    around = shown_around(seen)
    return around is not None and is_offered_near(around[0].text, around[1], around[2])


def _in_field(surface: Surface) -> bool:
    return surface.kind == "header" and surface.attribute == "list-unsubscribe"


def _mail_addresses(surface: Surface) -> Iterator[tuple[int, int]]:
    """Mail addresses to opt out by, with the `mailto:` before them."""
    for hit in find_emails(surface.folded):
        scheme = 7 if surface.text[max(hit.start - 7, 0) : hit.start].lower() == "mailto:" else 0
        near = is_offered_near(surface.text, hit.start, hit.end)
        if is_opt_out_address(hit.address) or near or _in_field(surface):
            yield hit.start - scheme, hit.end


RULE = Rule(
    name="links/opt-out",
    check=check,
    summary="A link or an address to unsubscribe from the seller's mail.",
    clause="No links to opt out of messages (S3).",
    advice="Leave it out; buyers opt out at the marketplace.",
    default=Action.FIX,
    fixable=True,
)
