"""A colour for each rule, the same wherever it is met."""

from __future__ import annotations

from zlib import crc32

COLOURS = 8


def colour(rule: str) -> int:
    """A number below COLOURS; rules of one family have the same."""
    return crc32(rule.partition("/")[0].encode("utf-8", "replace")) % COLOURS
