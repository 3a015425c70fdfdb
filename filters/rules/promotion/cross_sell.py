"""promotion/cross-sell: other products, the shop, other people's wares.

What it finds
    Naming other products to buy, what goes with the one ordered, the shop, its range or catalogue, or another company's offer.

Why
    Messages serve the order at hand; pointing to the next purchase is marketing.

Example
    text: We also stock leather balm and laces in twelve colours.
    text: Schauen Sie doch mal in unserem Shop vorbei.
    text: Jetez un œil à notre boutique, vous y trouverez les aiguilles.

Allowed
    text: The lamp arrived broken, so we will replace it with the newer model at no charge.
    text: You asked whether we have it in oak: yes, in the same listing.
    text: We don't sell spare parts, the maker does.

Fix
    None.

Options
    None.

Source
    No advertising of other products or shops: S0, S1, S3; GUIDELINES 30.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.promoting import says
from filters.rule import NoOptions, Rule

_KINDS = ("promotion.range", "promotion.shop", "promotion.match", "promotion.others")
_BUT_THE_SHOP = tuple(kind for kind in _KINDS if kind != "promotion.shop")
"""The page that somebody is to follow is no shop."""


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for told in said(mail, *_KINDS):
        kinds = _BUT_THE_SHOP if told.sentence.has("promotion.follow") else _KINDS
        if says(told.sentence, *kinds) and not told.sentence.has("promotion.spare"):
            yield told.found("other products or the shop")


RULE = Rule(
    name="promotion/cross-sell",
    check=check,
    summary="Advertising other products, the shop or third parties.",
    clause="No advertising of other products, of the shop or of third parties.",
    advice="Name another product only where the ordered one has a problem.",
    default=Action.HOLD,
)
