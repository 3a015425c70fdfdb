"""Line ends that are none: CR or LF alone (RFC 5321 2.3.8, RFC 5322 2.3)."""

from __future__ import annotations

import re

BARE_CR = re.compile(rb"\r(?!\n)")
BARE_LF = re.compile(rb"\n(?<!\r\n)")
"""Both begin with the letter itself, so that the search goes from one to the next at the speed of memory."""


def bare_line_end(raw: bytes) -> int | None:
    """Where the first CR or LF stands alone; None where every line ends in CR LF."""
    found = [match.start() for pattern in (BARE_CR, BARE_LF) if (match := pattern.search(raw))]
    return min(found, default=None)
