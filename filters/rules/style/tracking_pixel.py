"""style/tracking-pixel: an invisible image that is loaded from somewhere.

What it finds
    An image over http or https that nobody can see: of three pixels or less in both directions, of none in one, or in or
    with a style that hides it.

Why
    It tells its owner when and where the buyer opened the message.

Example
    html: <p>Hello<img src="https://track.seller.example/o.png?id=7" width="1" height="1" alt=""></p>
    html: <p>Hello<img src="https://track.seller.example/o.png" style="display:none" alt=""></p>
    html: <p>Hello<img src="//track.seller.example/o" height="0" alt=""></p>

Allowed
    html: <p>Hello<img src="https://images.seller.example/line.png" width="400" height="1" alt=""></p>
    html: <p>Hello<img src="cid:dot" width="1" height="1" alt=""></p>

Fix
    The image is removed.

Options
    None.

Source
    Marketplace guideline on the buyer's data; general data protection law: nobody may be watched without being asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from turbohtml import Element

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import element_found
from filters.mail.mail import Mail
from filters.mail.widths import PROPERTIES, Held, measured, stated
from filters.rule import NoOptions, Rule

_TINY = 3
_REMOTE = ("http:", "https:", "//")


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        images = [image for image in page.tree.select("img[src]") if _remote(image)]
        held = page.styles.holding(PROPERTIES) if images else {}
        for image in images:
            if not page.is_shown(image) or _tiny(image, held):
                yield element_found(page, [image], "an image that nobody sees", "", page.drop(image), "attribute")


def _remote(image: Element) -> bool:
    return str(image.attrs["src"] or "").strip().lower().replace("\\", "/").startswith(_REMOTE)


def _tiny(image: Element, held: Held) -> bool:
    sides = [measured(stated(image, held, name), 600) for name in ("width", "height")]
    known = [side for side in sides if side is not None]
    return 0 in known or (len(known) == 2 and max(known) <= _TINY)


RULE = Rule(
    name="style/tracking-pixel",
    check=check,
    summary="An invisible image that is loaded from somewhere.",
    clause="Messages do not watch the buyer: no tracking pixels.",
    advice="Leave out images that nobody sees.",
    default=Action.FIX,
    fixable=True,
)
