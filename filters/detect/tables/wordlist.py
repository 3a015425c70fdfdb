"""Tables of words written as text: blanks part the words, `_` stands for a blank inside one."""

from __future__ import annotations


def wordlist(text: str) -> tuple[str, ...]:
    """The words in their order."""
    return tuple(word.replace("_", " ") for word in text.split())
