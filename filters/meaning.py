"""The sentences of a mail wherever a reader sees them, for rules that ask what is said.

A rule is then a few lines: go through `said(mail)`, ask each sentence for concepts, yield `told.found(...)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from filters.detect.meaning.reading import Reading, Sentence, read
from filters.finding import Found
from filters.linked import is_news, texts
from filters.mail.mail import Mail
from filters.mail.surface import Surface


class Told(NamedTuple):
    """A sentence and the surface that shows it."""

    surface: Surface
    sentence: Sentence

    @property
    def quoted(self) -> bool:
        """Whether it stands in the buyer's quoted text."""
        return self.surface.is_quoted(*self.sentence.place)

    def found(self, note: str) -> Found:
        """A finding on the sentence; there is no repair."""
        return replace(self.surface.found(*self.sentence.place, note), sentence=self.sentence)


def said(mail: Mail, *names: str) -> Iterator[Told]:
    """Every sentence that names any of the concepts (all where none is given), in reading order.

    What only the order of hidden and visible text repeats is left out.
    """
    shown: set[tuple[int, int]] = set()
    for surface, reading in readings(mail):
        for sentence in reading.naming(*names) if names else reading.sentences:
            if is_news(surface, *sentence.place, shown):
                yield Told(surface, sentence)


def readings(mail: Mail) -> Iterator[tuple[Surface, Reading]]:
    """Every text of the mail for a reader, with its sentences."""
    for surface in texts(mail):
        if surface.text:
            yield surface, read(surface.folded, mail.language)
