"""A text read for its meaning: its sentences in order, each with the concepts it names and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from filters.detect.folded import Folded, unspaced
from filters.detect.language import language_by_script, language_of_words
from filters.detect.meaning.concepts import Hits, Span, concepts
from filters.detect.meaning.sentences import sentences
from filters.detect.meaning.table import table
from filters.detect.meaning.words import WORD
from filters.detect.once import once

TEXT, GREETING, CLOSING, SIGNATURE = "text", "greeting", "closing", "signature"
_QUESTION_MARKS = ("?", "？", "؟")
_CLOSING_MARKS = "\"'»”’)」』） "
_SHORT = 8
"""Words that a greeting, a closing or a line of a signature has at most."""
_OTHER_SCRIPT = re.compile("[\u0600-\u06ff\u3040-\u9fff]")
_BEFORE_CLAUSE = frozenset(",;:–—-(،؛、，；：·•*!?.。！？\n|>…")
_REMEMBERED = 4_096
"""Sentences whose concepts are remembered."""
_NEGATED_BEFORE, _NEGATED_AFTER = 5, 2


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence.

    start, end  in `folded`; `place` gives offsets of the text as it was written
    words       lower case; hits: full names of concepts to ranges of words
    index       its place in `reading.sentences`; paragraph: the number of its paragraph
    role        "text", "greeting", "closing" ("Kind regards") or "signature" (short lines after the closing)
    """

    reading: Reading
    start: int
    end: int
    index: int
    paragraph: int
    words: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    hits: Hits = field(default_factory=dict)
    language: str = "en"
    role: str = TEXT

    @property
    def text(self) -> str:
        """The folded sentence."""
        return self.reading.folded.text[self.start : self.end]

    @property
    def questions(self) -> bool:
        """Whether it ends in a question mark."""
        return self.text.rstrip(_CLOSING_MARKS).endswith(_QUESTION_MARKS)

    @property
    def place(self) -> Span:
        """Where it stands in the text as it was written."""
        return self.reading.folded.span(self.start, self.end)

    def has(self, *names: str) -> bool:
        """Whether it names any of the concepts ("family.concept")."""
        return not self.hits.keys().isdisjoint(names)

    def has_all(self, *names: str) -> bool:
        """Whether it names all of the concepts."""
        return all(name in self.hits for name in names)

    def in_order(self, first: str, then: str, within: int = 1000) -> bool:
        """Whether some `first` ends before some `then` begins, at most `within` words apart."""
        return any(end <= low <= end + within for _, end in self.hits.get(first, ()) for low, _ in self.hits.get(then, ()))

    def negated(self, name: str) -> bool:
        """Whether every place of the concept has a `common.not` inside, shortly before or right behind it."""
        nots = self.hits.get("common.not", ())
        return bool(nots) and all(
            any(low - _NEGATED_BEFORE <= start < high + _NEGATED_AFTER for start, _ in nots)
            for low, high in self.hits.get(name, ())
        )

    def near(self, before: int = 1, after: int = 1) -> Sequence[Sentence]:
        """The sentences around, this one not among them."""
        every = self.reading.sentences
        return every[max(self.index - before, 0) : self.index] + every[self.index + 1 : self.index + 1 + after]

    @property
    def following(self) -> Sentence | None:
        """The next sentence."""
        return next(iter(self.near(0, 1)), None)

    @property
    def previous(self) -> Sentence | None:
        """The sentence before."""
        return next(iter(self.near(1, 0)), None)


@dataclass(slots=True, eq=False)
class Reading:
    """A text's sentences in order."""

    folded: Folded
    sentences: list[Sentence] = field(default_factory=list)
    _by_concept: dict[str, list[Sentence]] = field(default_factory=dict)

    def index(self) -> None:
        """Remember which sentences name which concept, once they are understood."""
        for sentence in self.sentences:
            for name in sentence.hits:
                self._by_concept.setdefault(name, []).append(sentence)

    def naming(self, *names: str) -> Iterator[Sentence]:
        """The sentences that name any of the concepts, in order."""
        found = {sentence.index: sentence for name in names for sentence in self._by_concept.get(name, ())}
        return (found[place] for place in sorted(found))

    def names(self, *names: str) -> bool:
        """Whether any sentence names any of the concepts."""
        return not self._by_concept.keys().isdisjoint(names)


@once
def read(folded: Folded, language: str = "en") -> Reading:
    """The text's meaning. language: of the whole message, for paragraphs too short to tell theirs. Linear."""
    reading = Reading(unspaced(folded) or folded)
    text, lower = reading.folded.text, reading.folded.lower
    paragraph = 0
    for start, end, opens in sentences(text):
        paragraph += opens
        sentence = Sentence(reading, start, end, len(reading.sentences), paragraph)
        for match in WORD.finditer(lower, start, end):
            sentence.words.append(match[0])
            sentence.spans.append(match.span())
        reading.sentences.append(sentence)
    for those in _paragraphs(reading.sentences):
        _understand(those, lower, language)
    _assign_roles(reading.sentences)
    reading.index()
    return reading


def _paragraphs(all_of_them: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    start = 0
    for end in range(1, len(all_of_them) + 1):
        if end == len(all_of_them) or all_of_them[end].paragraph != all_of_them[start].paragraph:
            yield all_of_them[start:end]
            start = end


def _understand(paragraph: Sequence[Sentence], lower: str, language: str) -> None:
    """Give the sentences of a paragraph their language and their concepts."""
    language = _language(paragraph, lower, language)
    for sentence in paragraph:
        sentence.language = language
        sentence.hits = _named(lower[sentence.start : sentence.end], language)


@lru_cache(_REMEMBERED)
def _named(sentence: str, language: str) -> Hits:
    """The concepts of a lower-case sentence. Sellers write the same sentences again and again, plain and in HTML."""
    found = list(WORD.finditer(sentence))
    return concepts(
        [match[0] for match in found], table(language), partial(_opens, [match.span() for match in found], sentence)
    )


def _language(paragraph: Sequence[Sentence], lower: str, language: str) -> str:
    if _OTHER_SCRIPT.search(lower, paragraph[0].start, paragraph[-1].end):
        by_script = language_by_script(lower[paragraph[0].start : paragraph[-1].end])
        if by_script:
            return language if (language, by_script) == ("ja", "zh") else by_script
    return language_of_words((word for sentence in paragraph for word in sentence.words), language)


def _opens(spans: Sequence[Span], sentence: str, index: int) -> bool:
    """Whether a word begins a clause: the first, and those after a comma, a colon, a dash (no hyphen), a bracket."""
    if index == 0:
        return True
    between = sentence[spans[index - 1][1] : spans[index][0]]
    return between != "-" and not _BEFORE_CLAUSE.isdisjoint(between)


def _assign_roles(every: Sequence[Sentence]) -> None:
    closed = False
    for sentence in every:
        short = len(sentence.words) <= _SHORT
        if short and sentence.has("common.closing"):
            sentence.role = CLOSING
            closed = True
        elif short and sentence.index < 3 and sentence.has("common.greeting"):
            sentence.role = GREETING
        elif closed and short:
            sentence.role = SIGNATURE
        else:
            closed = False
