"""Messages taken apart by a few lines of their own, to prove what the project's parser and splicer say of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_BOUNDARY = re.compile(rb'^content-type:[ \t\r\n]*multipart/.*?;[ \t\r\n]*boundary="?([^"\r\n;]+)', re.I | re.M | re.S)
_FIELD = re.compile(rb"[^\r\n]+\r\n(?:[ \t][^\r\n]*\r\n)*")


@dataclass(frozen=True)
class Piece:
    """A header field, the body of a leaf, or what stands between parts: its place and its bytes."""

    start: int
    end: int
    content: bytes


def pieces(raw: bytes, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The message or part raw[start:end], without a gap. Only for messages that every reader reads alike."""
    end = len(raw) if end is None else end
    blank = 0 if raw.startswith(b"\r\n", start) else raw.find(b"\r\n\r\n", start, end) + 2 - start
    body = start + blank if blank > 1 or raw.startswith(b"\r\n", start) else end
    for field in _FIELD.finditer(raw, start, body):
        yield Piece(field.start(), field.end(), field[0])
    boundary = _BOUNDARY.search(raw[start:body])
    delimiters = _delimiters(raw, body, end, boundary[1].rstrip()) if boundary else []
    if not delimiters:
        yield Piece(body, end, raw[body:end])
        return
    yield Piece(body, delimiters[0][1], raw[body : delimiters[0][1]])
    for (_, inner), (outer, after) in pairwise(delimiters):
        yield from pieces(raw, inner, outer)
        yield Piece(outer, after, raw[outer:after])
    yield Piece(delimiters[-1][1], end, raw[delimiters[-1][1] : end])


def _delimiters(raw: bytes, start: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
    """Of every boundary line: where the line end before it begins, and where the next line begins."""
    line = re.compile(rb"(?:\r\n|\A)--" + re.escape(boundary) + rb"(?:--)?[ \t]*(?:\r\n|\Z)")
    found, place = [], max(start - 2, 0)
    while hit := line.search(raw, place, end):
        found.append((hit.start(), hit.end()))
        place = hit.end() - 2
    return found
