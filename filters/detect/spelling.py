"""Words that a dictionary does not know. Looks at none without the extra `spelling` (hunspell) and the system's dictionaries.

The dictionaries are static data, loaded once when a text first asks for their language, as the phrase tables are at import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Any

FOLDER = "/usr/share/hunspell"
"""Where systems keep hunspell's dictionaries."""
_DICTIONARIES = {
    "en": ("en_US", "en_GB"),
    "de": ("de_DE",),
    "fr": ("fr", "fr_FR"),
    "it": ("it_IT",),
    "es": ("es_ES", "es"),
    "nl": ("nl", "nl_NL"),
    "pl": ("pl_PL", "pl"),
    "sv": ("sv_SE", "sv"),
    "pt": ("pt_PT", "pt_BR"),
    "tr": ("tr_TR", "tr"),
}
"""By language, the files' names; a word that any of them knows is a word."""
_SHORTEST, _LONGEST = 4, 20
_WORD = re.compile(rf"(?<![\w@./:-])[^\W\d_A-Z]{{{_SHORTEST},{_LONGEST}}}(?![\w@/:-]|\.\w)")
_MOST = 400
"""Words of a text that are looked up."""


def unknown(text: str, language: str) -> tuple[list[tuple[int, int]], int]:
    """The places of lower-case words that no dictionary of the language knows, and how many words were looked up.

    Words with a capital may be names, those beside signs parts of addresses: neither is looked up.
    """
    if not _speakers(language):
        return [], 0
    places = list(_words(text))
    return [place for place in places if not _known(text[slice(*place)], language)], len(places)


def are_few(words: Iterable[str], language: str, least: int) -> bool:
    """Whether fewer than `least` of a text's words, in lower case and each once, can be unknown: names count here."""
    return sum(_SHORTEST <= len(word) <= _LONGEST and word.isalpha() and not _known(word, language) for word in words) < least


def _words(text: str) -> Iterator[tuple[int, int]]:
    lower = (match.span() for match in _WORD.finditer(text) if match[0].islower())
    return islice(lower, _MOST)


@lru_cache(maxsize=20_000)
def _known(word: str, language: str) -> bool:
    return any(speaker.spell(word) for speaker in _speakers(language))


@cache
def _speakers(language: str) -> tuple[Any, ...]:
    """The dictionaries of a language that are there."""
    try:
        import hunspell
    except ImportError:
        return ()
    found = []
    for name in _DICTIONARIES.get(language, ()):
        try:
            found.append(hunspell.Hunspell(name, hunspell_data_dir=FOLDER))
        except (hunspell.HunspellFilePathError, OSError):
            continue
    return tuple(found)
