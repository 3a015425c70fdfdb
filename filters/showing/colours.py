"""A colour for each family of rules, the same wherever it is met."""

from __future__ import annotations

from zlib import crc32

COLOURS = 8

_FAMILIES = ("reviews", "contact", "payment", "promotion", "links", "purpose", "structure", "attachments")
"""Those that hold mail most often have a colour of their own."""


def colour(rule: str) -> int:
    """A number below COLOURS."""
    family = rule.partition("/")[0]
    return _FAMILIES.index(family) if family in _FAMILIES else crc32(family.encode("utf-8", "replace")) % COLOURS
