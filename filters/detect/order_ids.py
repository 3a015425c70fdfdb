"""The marketplace's order ids: 3-7-7 digits."""

from __future__ import annotations

import re
from typing import NamedTuple

from filters.detect.folded import Folded

_ORDER_ID = re.compile(r"\d(?<![\d-]\d)\d\d-\d{7}-\d{7}(?![\d-])")


class OrderId(NamedTuple):
    """`start`, `end` in the source text; `text` in ASCII digits."""

    start: int
    end: int
    text: str


def find_order_ids(folded: Folded) -> list[OrderId]:
    """Every order id; full-width and other scripts' digits count as digits."""
    return [OrderId(*folded.span(*match.span()), match[0]) for match in _ORDER_ID.finditer(folded.text)]
