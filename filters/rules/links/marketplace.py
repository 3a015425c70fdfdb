"""links/marketplace: a link to the marketplace's own product, store, search or promotion pages.

What it finds
    Addresses of the marketplace that show goods, shops, search results or promotions, in text and as link targets.

Why
    Such a link advertises; the pages of the order, of returns, feedback, reviews and contact do not.

Example
    text: The size chart is at amazon.nl/dp/B0D3XW81QP below the pictures.
    html: <p><a href="https://www.amazon.com/stores/node/123">More of us</a></p>

Allowed
    text: Please use https://www.amazon.de/returns for the label. You bought it on Amazon.de.
    html: <p><a href="https://www.amazon.co.uk/review/create-review?asin=B0D3XW81QP">Write a review</a></p>

Fix
    A link loses its target and keeps its words; an address in the text is taken out.

Options
    None.

Source
    Product links as promotion: S4, S3. Permitted pages: GUIDELINES 48.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.targets import Kind
from filters.facts import Facts
from filters.finding import Action, Found
from filters.linked import links, taken_out
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for seen in links(mail):
        if seen.target.kind is Kind.SHOP:
            yield taken_out(mail, seen, "a product, store, search or promotion page")


RULE = Rule(
    name="links/marketplace",
    check=check,
    summary="A link to the marketplace's own product, store, search or promotion pages.",
    clause="Links to products, stores and offers are marketing (S3, S4).",
    advice="Leave the link out; the buyer finds the ordered product in the order.",
    default=Action.HOLD,
    fixable=True,
)
