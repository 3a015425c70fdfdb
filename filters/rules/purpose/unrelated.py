"""purpose/unrelated: a message that has to do with no order or product.

What it finds
    A message the seller starts that names no order id and nothing of the trade: meetings, elections, chain letters, tests. In
    an answer only what names several such matters.

Why
    Buyers' addresses are for their orders.

Example
    text: The staff picnic is moved to Saturday, bring chairs!
    text: Vote for Councillor Hughes on Thursday.

Allowed
    text: The parcel depot is closed because of the storm.
    text: Your order ships on Monday as we have a staff outing.

Fix
    None.

Options
    None.

Source
    Messages serve orders and questions about products: S0.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.order_ids import find_order_ids
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import Told
from filters.purposes import is_strange, own
from filters.rule import NoOptions, Rule

_OF_TRADE = ("purpose.business", "order.gone", "purpose.cancel_ask", "purpose.speaks")
_FEW = 3
"""Words that are too few to tell."""


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    told = own(mail)
    if not told or any(find_order_ids(surface.folded) for surface in mail.of_kind("text", "html")):
        return
    strange = [each for each in told if is_strange(each.sentence)]
    if _says_enough(told) and (len(strange) > 1 or not mail.reply) and all(map(_is_foreign, told)):
        yield (strange or told)[0].found("nothing to do with an order or product")


def _is_foreign(told: Told) -> bool:
    return is_strange(told.sentence) or not told.sentence.has(*_OF_TRADE)


def _says_enough(told: list[Told]) -> bool:
    return sum(len(each.sentence.words) for each in told) > _FEW


RULE = Rule(
    name="purpose/unrelated",
    check=check,
    summary="A message that has nothing to do with an order or product.",
    clause="Messages to buyers are about their orders and questions.",
    advice="Do not send it to buyers.",
    default=Action.NOTE,
)
