"""Which orders a mail names where its reader sees it."""

from __future__ import annotations

from filters.detect.order_ids import find_order_ids
from filters.mail.mail import Mail


def named_orders(mail: Mail) -> tuple[str, ...]:
    """The order ids in subject and text, each once, in ASCII digits."""
    surfaces = mail.of_kind("subject", "text", "html")
    return tuple(dict.fromkeys(found.text for surface in surfaces for found in find_order_ids(surface.folded)))
