"""What the rules on promotion share: whether a sentence says a thing of the seller's own accord."""

from __future__ import annotations

from filters.detect.meaning.reading import SIGNATURE, Sentence

_BEFORE, _AFTER = 4, 2


def says(sentence: Sentence, *names: str) -> bool:
    """Whether it names one of the concepts without a "no" or "not" to it, and outside a signature."""
    return sentence.role != SIGNATURE and any(_affirms(sentence, name) for name in names)


def _affirms(sentence: Sentence, name: str) -> bool:
    """Whether some place of the concept has no `common.not` shortly before or right behind.

    One inside a place belongs to it ("don't miss").
    """
    nots = [start for start, _ in sentence.hits.get("common.not", ())]
    spans = sentence.hits.get(name, ())
    free = [start for start in nots if not any(low <= start < high for low, high in spans)]
    return any(not any(low - _BEFORE <= start < high + _AFTER for start in free) for low, high in spans)
