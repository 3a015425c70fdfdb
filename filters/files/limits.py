"""Bounds on what is read of the files of one mail (SECURITY DOS-050): what lies beyond is not read, and said so."""

from __future__ import annotations

from dataclasses import dataclass

WHOLE = 12_000_000
"""Octets of one file that is read whole: a little over the 10 MB that the marketplace passes on."""
OCTETS = 100_000_000
"""Octets that all archives of one mail may unpack to."""
RATIO = 100
"""Unpacked to packed octets of an entry that unpacks to more than RATIO_FROM."""
RATIO_FROM = 1_000_000
ENTRIES = 1_000
"""Files in all archives of one mail."""
DEPTH = 3
"""Archives within archives."""
CHARACTERS = 500_000
"""Characters of text from all files of one mail."""
PAGES = 50
"""Pages of one PDF."""
PIXELS = 20_000_000
"""Of one picture."""
ANNOTATIONS = 2_000
"""Annotations of one PDF."""


@dataclass(slots=True)
class Budget:
    """What is left to be read of the files of one mail; it is spent in the order of the files."""

    octets: int = OCTETS
    entries: int = ENTRIES
    characters: int = CHARACTERS

    def unpack(self, octets: int) -> bool:
        """Whether so many octets more may be unpacked; they are counted if so."""
        if octets > self.octets:
            return False
        self.octets -= octets
        return True

    def enter(self, entries: int) -> bool:
        """Whether so many files more may be looked at; they are counted if so."""
        if entries > self.entries:
            return False
        self.entries -= entries
        return True

    def read(self, text: str) -> str:
        """As much of the text as may still be read."""
        text = text[: self.characters]
        self.characters -= len(text)
        return text
