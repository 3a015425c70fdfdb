"""Address fields as a reader sees them: where display names and comments stand (RFC 5322 3.4)."""

from __future__ import annotations

import re

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|<[^<>]*>?|,|;|[^",;<>]+|.', re.S)
_ADDRESS = re.compile(r"\s*[^\s@()]+@[^\s@()]+\s*")
_COMMENT = re.compile(r"\(([^()]*)\)")


def display_names(text: str) -> list[tuple[int, int]]:
    """Ranges of the text that are shown and are not the address itself: names, group names, comments.

    `Shop www.x.de <a@b.c>` gives the name; a bare `a@b.c` gives nothing; `a@b.c (call 0800 1)` gives the comment; an address
    written as the name of another (`"a@b.c" <d@e.f>`) is a name.
    """
    found: list[tuple[int, int]] = []
    mailbox: list[tuple[int, int]] = []
    angle = False
    for match in _TOKEN.finditer(text):
        piece = match[0]
        if piece in ",;":
            found += _shown(text, mailbox, angle)
            mailbox, angle = [], False
        elif piece.startswith("<"):
            angle = True
        else:
            mailbox.append(match.span())
    return found + _shown(text, mailbox, angle)


def _shown(text: str, pieces: list[tuple[int, int]], angle: bool) -> list[tuple[int, int]]:
    if not pieces:
        return []
    start, end = pieces[0][0], pieces[-1][1]
    if angle:
        return [(low, high) for low, high in pieces if text[low:high].strip(' "')]
    comments = [match.span(1) for match in _COMMENT.finditer(text, start, end)]
    bare = _COMMENT.sub("", text[start:end])
    return comments if _ADDRESS.fullmatch(bare) else [(start, end)] if bare.strip() else comments


def addresses(text: str) -> list[str]:
    """Every address of an address field as the grammar of RFC 5322 3.4 reads it, in order, domains as written."""
    found: list[str] = []
    bare: list[str] = []
    for match in _TOKEN.finditer(text + ","):
        piece = match[0]
        if piece in ",;":
            word = _COMMENT.sub("", "".join(bare)).strip()
            found += [word.rpartition(":")[2].strip()] if "@" in word else []
            bare = []
        elif piece.startswith("<"):
            found.append(piece.strip("<> \t"))
            bare = []
        else:
            bare.append(piece)
    return found
