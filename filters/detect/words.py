"""Regular expressions for many words at once, quick because words that begin alike are tried once (a prefix tree)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NO_BLANKS = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
_Tree = dict[str, "_Tree"]
_END = ""


def any_of(words: Iterable[str]) -> str:
    """A group that matches the longest of the words."""
    tree: _Tree = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[_END] = {}
    return _written(tree)


def _written(tree: _Tree) -> str:
    parts = [re.escape(letter) + _written(branch) for letter, branch in tree.items() if letter]
    if not parts:
        return ""
    if len(parts) == 1 and _END not in tree:
        return parts[0]
    return f"(?:{'|'.join(parts)})" + ("?" if _END in tree else "")


def whole_words(words: Iterable[str], longest_prefix: int | None = None) -> str:
    """Words of scripts with blanks as whole words, the others anywhere.

    longest_prefix   words longer than this also match as the beginning of a word ("telefon" in "telefonnummer")
    """
    listed = tuple(words)
    apart = [word for word in listed if not _NO_BLANKS.search(word) and word[0].isalnum()]
    short = [word for word in apart if longest_prefix is None or len(word) <= longest_prefix]
    long = [word for word in apart if word not in set(short)]
    anywhere = [word for word in listed if word not in set(apart)]
    start = rf"(?:{any_of(short)})(?![^\W\d_])" if short else ""
    begun = "|".join(filter(None, (any_of(long) if long else "", start)))
    return "|".join(filter(None, (rf"(?<![^\W\d_])(?:{begun})" if begun else "", any_of(anywhere) if anywhere else "")))
