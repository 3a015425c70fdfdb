r"""The passages: `sentences/<language>[.more].txt`, a line each: `labels<TAB>text[<TAB>reply|start[<TAB>maybe:labels]]`.

labels  comma-separated rule names, every one that a careful reviewer would see; `-` for clean and near-miss
text    what the seller writes, `\n` for a line break
reply   an answer in a thread that the buyer opened; `start`: a whole message that the seller starts; nothing: an excerpt, in
        which what the whole message is for is not judged
maybe   rules that count neither for nor against

Lines that begin with `#` and blank ones are skipped. Every fifth passage, by a hash of its text, is kept out of training and
of the writing of tables: do not look at why one of these fails. Files named `<language>.fresh*` are measured once before
anybody looks (`ROUNDS.md`), then learnt from as a whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "sentences"
_EVERY = 5


class Passage(NamedTuple):
    """A labelled passage in its language."""

    language: str
    labels: frozenset[str]
    text: str
    reply: bool
    maybe: frozenset[str] = frozenset()
    whole: bool = True
    file: str = ""

    @property
    def held_out(self) -> bool:
        """Whether it is kept for measuring."""
        return ".fresh" not in self.file and zlib.crc32(self.text.encode("utf-8")) % _EVERY == 0


def passages() -> Iterator[Passage]:
    """Every passage, by language. Raises ValueError that names the line for one that is not of the form."""
    for path in sorted(FOLDER.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield _passage(path.stem, line, f"{path.name}:{number}")


def _passage(file: str, line: str, where: str) -> Passage:
    labels, text, start, maybe = (*line.split("\t"), "", "", "")[:4]
    if not text.strip() or start not in ("", "reply", "start") or (maybe and not maybe.startswith("maybe:")):
        raise ValueError(f"{where}: not labels<TAB>text[<TAB>reply|start[<TAB>maybe:labels]]")
    unsure = _names(maybe.removeprefix("maybe:"))
    language = file.split(".")[0]
    return Passage(language, _names(labels), text.replace("\\n", "\n"), start == "reply", unsure, bool(start), file)


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip() not in ("", "-"))
