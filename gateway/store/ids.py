"""Names for stored mail: short, in the order of time, safe in a URL and when read aloud."""

from __future__ import annotations

import secrets
from datetime import datetime

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o, u."""


def new_id(now: datetime) -> str:
    """14 characters: 9 for the millisecond, 5 at random."""
    return _base32(int(now.timestamp() * 1000), 9) + _base32(secrets.randbits(25), 5)


def _base32(number: int, length: int) -> str:
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(length)))
