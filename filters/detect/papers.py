"""Whether a file is a paper in which the law demands the seller's imprint: invoice, delivery note, return label, warranty card.

A paper says what it is: in its own name, or among the first words in it. A name alone is not believed of a file whose text
says nothing of numbers, for every invoice, note and label has some; a leaflet called "invoice" stays a leaflet.
"""

from __future__ import annotations

import re
import unicodedata

from filters.detect.tables.papers import PAPERS

_HEAD = 400
"""Characters within which a paper says what it is."""
_SPACED = re.compile(r"[\s_.\-/:#]+")
_CJK_OR_ARABIC = re.compile(r"[\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff]")
_WHOLE = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in PAPERS if not _CJK_OR_ARABIC.search(word))})(?!\w)")
_WITHIN = re.compile("|".join(re.escape(word) for word in PAPERS if _CJK_OR_ARABIC.search(word)))
_NUMBER = re.compile(r"\d{3}|\d[.,/-]\d")


def is_paper(name: str, text: str) -> bool:
    """Whether a file of that name and text is such a paper."""
    if not _NUMBER.search(text):
        return False
    return any(_WHOLE.search(words) or _WITHIN.search(words) for words in map(_plain, (_letters(name), text[:_HEAD])))


def _letters(name: str) -> str:
    """A file's name with digits parted from letters, so that "Rechnung2024" is a word and a number."""
    return re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", name)


def _plain(text: str) -> str:
    return _SPACED.sub(" ", unicodedata.normalize("NFKC", text).casefold())
