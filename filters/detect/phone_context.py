"""What the words around a number say it is: a telephone, another number, or a line that is no seller's."""

from __future__ import annotations

import re

from filters.detect.order_ids import ORDER_ID
from filters.detect.tables.carriers import CARRIER_NAMES
from filters.detect.tables.phone_words import OTHER, PHONE, ROLES
from filters.detect.tables.wordlist import wordlist
from filters.detect.words import any_of, whole_words

_BEFORE, _AFTER = 48, 28
_SENTENCE_END = re.compile(r"[.!?。！？]\s+(?=[^\W\d_a-z])|[!?。！？\n]")


def naming(words: str) -> str:
    """Words that begin a word (short ones: that are one); Arabic ones anywhere, as articles and prepositions cling to them."""
    listed = wordlist(words)
    arabic = [word for word in listed if _ARABIC.search(word)]
    return f"{whole_words((word for word in listed if word not in set(arabic)), 4)}|{any_of(arabic)}"


_ARABIC = re.compile(r"[\u0600-\u06ff]")
_STEMS_PHONE = r"(?<=[^\W\d_])(?:telefon|telefoon|hotline|rufnummer|mobilnummer|nummer anrufen)"
_STEMS_OTHER = (
    r"(?<=[^\W\d_])(?:nummer der|seriennummer|artikelnummer|sendungsnummer|auftragsnummer|bestellnummer|rechnungsnummer)"
)
_LABEL = re.compile(
    rf"(?P<phone>(?<![^\W_])[tmfp][.:](?=\s)|{naming(PHONE)}|{_STEMS_PHONE})|(?P<other>{naming(OTHER)}|{_STEMS_OTHER})"
)
_ROLE = re.compile(f"{naming(ROLES)}|{whole_words(CARRIER_NAMES, 4)}")
_US = re.compile(
    r"\b(?:call|phone|ring|text|reach|contact) (?:us|me)\b|\b(?:ruf\w*|erreich\w*|kontaktier\w*|"
    r"meld\w*) (?:sie )?(?:uns|mich)\b|\bbei uns an\b"
    r"|(?:appel|contact|joign)\w*[- ](?:nous|moi)\b|\bnous (?:appeler|joindre)\b|\bll[aá]m\w*(?:nos|me)\b|"
    r"chiamat?e?c?i\b|\bchiam\w+ (?:ci|noi)\b"
    r"|\b(?:bel|bereik)\w* (?:ons|mij)\b|\bdo nas\b|\b(?:ring|kontakta) (?:oss|mig)\b|\bbizi ara|\b(?:ligue|"
    r"ligar) (?:para )?(?:nós|nos)\b"
    r"|当店|弊社|私ども|我们|我們|咱们|اتصل(?:وا)? بنا|كلمنا"
)


_BREAK = re.compile(r"[?!;？！；。]|(?<=\w{4})\.\s")
_ASKED_ABOUT = re.compile(
    r"(?:question|query|queries|frage|about|concerning|regarding|pregunt|dud|domand|vragen|vraag|pytan|fråg|"
    r"sorular|dúvid|質問|ご不明|问题|疑问|سؤال|استفسار)"
    r"[^.?!\n]{0,24}\Z"
)


def label(text: str, start: int, end: int) -> str:
    """ "phone", "other" or "": the nearest naming word before lower-case text[start:end], else a phone word just after."""
    line = text.rfind("\n", 0, start) + 1
    if not text[line:start].strip(" \t:-–•*|(+>") and line > 0:
        line = text.rfind("\n", 0, line - 1) + 1
    window = text[max(line, start - _BEFORE) : start]
    named = [match.lastgroup or "" for match in _LABEL.finditer(window) if match.lastgroup == "phone" or _names(window, match)]
    if named:
        return named[-1]
    tail = text[end : end + _AFTER].partition("\n")[0]
    after = _LABEL.search(tail)
    return "phone" if after and after.lastgroup == "phone" else ""


def _names(window: str, match: re.Match[str]) -> bool:
    """Whether "order", "invoice" … names the number at the window's end: not what one may ask about by ringing it, nor an order
    id that stands between."""
    named = _BREAK.search(window, match.end()) or ORDER_ID.search(window, match.end())
    return not named and not _ASKED_ABOUT.search(window[: match.start()])


def is_others_line(text: str, start: int, end: int) -> bool:
    """A number named as that of the carrier, the manufacturer or the warranty line, in its own sentence."""
    low, high = max(start - 160, 0), min(end + 60, len(text))
    for match in _SENTENCE_END.finditer(text, low, start):
        low = match.end()
    ending = _SENTENCE_END.search(text, end, high)
    sentence = text[low : ending.start() if ending else high]
    return _ROLE.search(sentence) is not None and _US.search(sentence) is None
