"""What a file's name claims and what tricks it plays."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from filters.detect.tables.filetypes import ACTIVE_EXTENSIONS, ARCHIVES, DOCUMENTS, NAMED

_FILL = " .\t\r\n\u00a0\u3000"
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates; the marks that Arabic and Hebrew names have on their own turn nothing around."""
_COMPRESSED = frozenset(("gz", "bz2", "xz", "zst"))


def extensions(name: str) -> list[str]:
    """The extensions of a name, the last first, lower-case, without what a system drops: dots, blanks, invisible letters."""
    plain = unicodedata.normalize(
        "NFKC", "".join(letter for letter in name if unicodedata.category(letter) not in ("Cf", "Cc"))
    )
    pieces = [piece.strip(_FILL).lower() for piece in plain.rstrip(_FILL).split(".")]
    return [piece for piece in reversed(pieces[1:]) if piece]


def extension(name: str) -> str:
    """The extension by which a system opens the file, '' where it has none."""
    return next(iter(extensions(name)), "")


def claimed(name: str) -> str:
    """The kind of file that a name claims to be, '' where it claims none known here."""
    return NAMED.get(extension(name), "")


def is_active(name: str) -> bool:
    """Whether a system would run, or a browser open, a file of that name."""
    return extension(name) in ACTIVE_EXTENSIONS


def tricks(name: str) -> Iterator[str]:
    """What in the name hides what the file is, in short clauses."""
    if any(letter in _REORDERING for letter in name):
        yield "its name holds characters that turn the order of letters around"
    if any(unicodedata.category(letter) == "Cc" and letter != "\t" for letter in name):
        yield "its name holds control characters"
    if name.rstrip(_FILL) != name and is_active(name):
        yield "its name ends in dots or blanks that a system drops"
    if "     ." in name:
        yield "its extension stands behind a gap"
    last, *before = [*extensions(name), ""]
    inner = NAMED.get(before[0], "") if before else ""
    if inner in DOCUMENTS and (last in ACTIVE_EXTENSIONS or (NAMED.get(last) in ARCHIVES and last not in _COMPRESSED)):
        yield f"its name shows .{before[0]} before the true .{last}"
