"""Ways offered to the buyer to opt out of the seller's mail: what an address or the words around it say."""

from __future__ import annotations

import re
from urllib.parse import unquote

from filters.detect.folded import fold
from filters.detect.tables.opt_out import ADDRESSES, MAILBOXES, WORDS

_WORDS = re.compile(WORDS)
_ADDRESS = re.compile(rf"(?<![a-z])(?:{ADDRESSES})(?![a-z])")
_MAILBOX = re.compile(rf"(?:{MAILBOXES})(?:[-_.+]\w+)?@.*")
_COMMAND = re.compile(
    r"(?<![^\W_])(?:REMOVE|STOP|UNSUBSCRIBE|ABMELDEN|ABMELDUNG|STOPP|BAJA|DESINSCRIPTION|CANCELLA|AFMELDEN|WYPISZ|SAIR|IPTAL|AVREGISTRERA)(?![^\W_])"
)
_BEFORE, _AFTER = 120, 80
_ENDS = re.compile(r"[.!?:。！？：](?=\s|$)|\n\s*\n")


def says_opt_out(text: str) -> bool:
    """Whether lower-case folded text speaks of no longer getting mail."""
    return _WORDS.search(text) is not None


def is_opt_out_address(address: str) -> bool:
    """Whether a URL or mail address is named after opting out."""
    plain = unquote(address).lower()
    return _ADDRESS.search(plain) is not None or _MAILBOX.fullmatch(plain.removeprefix("mailto:").partition("?")[0]) is not None


def is_offered_near(text: str, start: int, end: int) -> bool:
    """Whether the sentence around text[start:end], or the one that leads to it, offers to opt out there."""
    low = max(start - _BEFORE, 0)
    ends = [(low, low), *(match.span() for match in _ENDS.finditer(text, low, start))]
    leads_on = len(ends) > 1 and text[ends[-1][0]] in "?:？：" and "\n" not in text[ends[-1][1] : start].strip(" ")
    low = ends[-2][1] if leads_on else ends[-1][1]
    after = _ENDS.search(text, end, min(end + _AFTER, len(text)))
    high = after.start() if after else min(end + _AFTER, len(text))
    return says_opt_out(fold(text[low:high]).lower) or _COMMAND.search(text, low, high) is not None
