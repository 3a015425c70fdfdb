"""What a sentence only cites: words in quotation marks, such as a title, a name or what somebody else said. Linear."""

from __future__ import annotations

from filters.detect.meaning.concepts import Span
from filters.detect.meaning.reading import Sentence

_PAIRS = {
    "„": '“”"',
    "“": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "”": "”",
    '"': '"',
}


def cited_ranges(text: str) -> list[Span]:
    """The ranges of a text between quotation marks; one that is opened and not closed cites nothing."""
    ranges: list[Span] = []
    opened = -1
    closing = ""
    for place, letter in enumerate(text):
        if opened >= 0 and letter in closing:
            ranges.append((opened, place + 1))
            opened = -1
        elif opened < 0 and letter in _PAIRS:
            opened, closing = place, _PAIRS[letter]
    return ranges


def uncited(sentence: Sentence, *names: str) -> list[Span]:
    """The places of the concepts, as ranges of the sentence's words, that do not stand between quotation marks."""
    places = [place for name in names for place in sentence.hits.get(name, ())]
    if not places:
        return []
    cited = [(sentence.start + low, sentence.start + high) for low, high in cited_ranges(sentence.text)]
    return [place for place in places if not any(low < sentence.spans[place[0]][0] < high for low, high in cited)]
