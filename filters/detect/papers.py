"""Whether a file is a paper in which the law demands the seller's imprint: invoice, delivery note, return label, warranty card.

A paper says what it is: in its own name, or in a title at its head, which is a line that begins with the word or is short and
no sentence. And every invoice, note and label has numbers: a leaflet without any stays a leaflet, whatever it is called.
"""

from __future__ import annotations

import re
import unicodedata

from filters.detect.tables.papers import PAPERS

_HEAD = 600
"""Characters within which a paper says what it is."""
_TITLE = 32
"""Characters of a line that may be a title with the word anywhere in it."""
_SPACED = re.compile(r"[\s_.\-/:#]+")
_CJK_OR_ARABIC = re.compile(r"[\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff]")
_WHOLE = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in PAPERS if not _CJK_OR_ARABIC.search(word))})(?!\w)")
_WITHIN = re.compile("|".join(re.escape(word) for word in PAPERS if _CJK_OR_ARABIC.search(word)))
_NUMBER = re.compile(r"\d{3}|\d[.,/-]\d")


def is_paper(name: str, text: str) -> bool:
    """Whether a file of that name and text is such a paper."""
    if not _NUMBER.search(text):
        return False
    named = _plain(_letters(name))
    if _WHOLE.search(named) or _WITHIN.search(named):
        return True
    return any(map(_is_title, text[:_HEAD].split("\n")))


def _is_title(line: str) -> bool:
    words = _plain(line).strip()
    found = _WHOLE.search(words) or _WITHIN.search(words)
    if found is None:
        return False
    return found.start() == 0 or (len(words) <= _TITLE and words[-1] not in ".,;!?。！？؟")


def _letters(name: str) -> str:
    """A file's name with digits parted from letters, so that "Rechnung2024" is a word and a number."""
    return re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", name)


def _plain(text: str) -> str:
    return _SPACED.sub(" ", unicodedata.normalize("NFKC", text).casefold())
