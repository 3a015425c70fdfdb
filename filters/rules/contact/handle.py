"""contact/handle: accounts at messengers and social networks, and invitations to them.

What it finds
    An account named with its platform, an @name, an invitation to a platform ("follow us on Insta", "add us on WhatsApp"),
    and links to profiles and chats.

Why
    Buyer and seller talk through the marketplace's messages alone.

Example
    text: Follow us on Instagram for new colours!
    text: WeChat: shop_8812
    html: <p><a href="https://wa.me/491712345678">chat</a></p>

Allowed
    text: The watch shows WhatsApp messages, and the TikTok ring light has three modes.
    text: We are not giving any number or WhatsApp as it is against the rules.

Fix
    Account or invitation is masked by "[removed]" in the message's language, or goes with its line; a link loses its target.

Options
    None.

Source
    Contact past the marketplace's messages: GUIDELINES 55; trade sources A; RULES, "Boundaries".
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.handles import find_handles, social_platform
from filters.detect.tables.platforms import SOCIAL_SCHEMES
from filters.detect.urls import split_url
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import Seen, is_news, links, masked, taken_out, texts
from filters.mail.mail import Mail
from filters.mail.surface import Surface
from filters.rule import NoOptions, Rule

_VIDEO_PATHS = ("/watch", "/shorts", "/embed", "/playlist", "/results")


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    told: set[tuple[int, int]] = set()
    for surface in texts(mail):
        for hit in find_handles(surface.folded):
            if (hit.platform or not _names_a_file(surface)) and is_news(surface, hit.start, hit.end, told):
                note = f"an account at or an invitation to {hit.platform}" if hit.platform else "an account"
                yield masked(mail, surface, hit.start, hit.end, note)
    for seen in links(mail):
        if platform := _platform(seen):
            yield taken_out(mail, seen, f"an account at {platform}")


def _names_a_file(surface: Surface) -> bool:
    """There `@invoice.pdf` is how a command line names what it attaches, not somebody's account."""
    return surface.kind == "attachment-name" or surface.attribute == "content-description"


def _platform(seen: Seen) -> str:
    """The platform whose account or chat the address opens; "" for none, or for a single video."""
    if seen.target.scheme in SOCIAL_SCHEMES:
        return seen.target.scheme
    platform = social_platform(seen.target.host)
    url = split_url(seen.url)
    if not platform or not url.path.strip("/") or (platform == "youtube" and _is_video(seen.target.host, url.path)):
        return ""
    return platform


def _is_video(host: str, path: str) -> bool:
    return host == "youtu.be" or path.startswith(_VIDEO_PATHS)


RULE = Rule(
    name="contact/handle",
    check=check,
    summary="Accounts at messengers and social networks, and invitations to them.",
    clause="No contact past the marketplace's messages: no messenger or social accounts.",
    advice="Leave it out; the buyer answers this message.",
    default=Action.FIX,
    fixable=True,
)
