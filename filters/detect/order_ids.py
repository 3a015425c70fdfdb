"""The marketplace's order ids: 3-7-7 digits."""

from __future__ import annotations

import re
from typing import NamedTuple

from filters.detect.folded import Folded, figures
from filters.detect.once import once

ORDER_ID = re.compile(r"[0-9](?<![\d-].)\d\d-\d{7}-\d{7}(?![\d-])")

_FIGURES = 17


class OrderId(NamedTuple):
    """`start`, `end` in the source text; `text` in ASCII digits."""

    start: int
    end: int
    text: str


@once
def find_order_ids(folded: Folded) -> tuple[OrderId, ...]:
    """Every order id; full-width and other scripts' digits count as digits."""
    if figures(folded) < _FIGURES:
        return ()
    return tuple(OrderId(*folded.span(*match.span()), match[0]) for match in ORDER_ID.finditer(folded.text))
