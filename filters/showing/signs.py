"""Characters that nobody sees but that change what is read: shown as what they are (SECURITY WEB-010)."""

from __future__ import annotations

import re
import unicodedata

_NAMES = {
    "\u200b": "zero width space",
    "\u200c": "zero width non-joiner",
    "\u200d": "zero width joiner",
    "\u00ad": "soft hyphen",
    "\ufeff": "zero width no-break space",
    "\u202e": "right-to-left override",
    "\u202d": "left-to-right override",
}
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def places(text: str) -> list[tuple[int, str]]:
    """Where such characters stand, and how each is called: `U+202E right-to-left override`."""
    return [(found.start(), name(found[0])) for found in _UNSEEN.finditer(text)]


def name(character: str) -> str:
    """The code point and its name."""
    known = _NAMES.get(character) or unicodedata.name(character, "control character").lower()
    return f"U+{ord(character):04X} {known}"
