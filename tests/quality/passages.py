r"""The passages: `sentences/<language>[.more].txt`, a line each: `labels<TAB>text[<TAB>reply|start[<TAB>maybe:labels]]`.

labels  comma-separated rule names, every one that a careful reviewer would see; `-` for clean and near-miss
text    what the seller writes, `\n` for a line break
reply   an answer in a thread that the buyer opened; `start`: a whole message that the seller starts; nothing: an excerpt, in
        which what the whole message is for is not judged
maybe   rules that count neither for nor against

Lines that begin with `#` are headings; blank ones are skipped. Every fifth passage, by a hash of its text, is kept out of the
writing of tables: do not look at why one of these fails. The model learns from two thirds of those; `REPORT.md` is measured
on the rest. Files named `<language>.fresh*` are measured once before anybody looks (`ROUNDS.md`), then learnt from as a whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "sentences"
_EVERY = 5
_FINAL = 3
_TOGETHER = 3
"""Passages in a row that are one scene at least: the same scene stands in about the same place in other languages."""


class Passage(NamedTuple):
    """A labelled passage in its language."""

    language: str
    labels: frozenset[str]
    text: str
    reply: bool
    maybe: frozenset[str] = frozenset()
    whole: bool = True
    file: str = ""
    scene: str = ""

    @property
    def fresh(self) -> bool:
        """Whether it is a whole message that was measured before anybody learnt from it."""
        return ".fresh" in self.file

    @property
    def held_out(self) -> bool:
        """Whether it is kept for measuring."""
        return not self.fresh and zlib.crc32(self.text.encode("utf-8")) % _EVERY == 0

    @property
    def final(self) -> bool:
        """Whether it is kept for the report alone: every third that is held out. No threshold has seen it."""
        return self.held_out and _hash(self.text) % _FINAL == 0

    def fold(self, folds: int) -> int:
        """Which part of a cross-validation it belongs to; a scene stays together, in whatever language."""
        return _hash(self.scene) % folds


def passages() -> Iterator[Passage]:
    """Every passage, by language. Raises ValueError that names the line for one that is not of the form."""
    for path in sorted(FOLDER.glob("*.txt")):
        heading, place = path.stem, 0
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.startswith("#"):
                heading, place = line, 0
            elif line.strip():
                yield _passage(path.stem, line, f"{path.name}:{number}", f"{heading}:{place // _TOGETHER}")
                place += 1


def _hash(text: str) -> int:
    return md5(text.encode("utf-8"), usedforsecurity=False).digest()[0]


def _passage(file: str, line: str, where: str, scene: str) -> Passage:
    labels, text, start, maybe = (*line.split("\t"), "", "", "")[:4]
    if not text.strip() or start not in ("", "reply", "start") or (maybe and not maybe.startswith("maybe:")):
        raise ValueError(f"{where}: not labels<TAB>text[<TAB>reply|start[<TAB>maybe:labels]]")
    unsure = _names(maybe.removeprefix("maybe:"))
    language = file.split(".")[0]
    return Passage(language, _names(labels), text.replace("\\n", "\n"), start == "reply", unsure, bool(start), file, scene)


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip() not in ("", "-"))
