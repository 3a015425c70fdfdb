"""The streams of a PDF, unpacked and counted before a library is let near it (ISO 32000 7.3.8, 7.5.7)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from filters.files.limits import OCTETS

_STACKED = re.compile(rb"/Filter\s*\[\s*(?:/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b\s*){3}")
_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x7f]\x01|[\x38-\x78][\x01\x5e\x9c\xda])")
"""A stream that begins as zlib's do (RFC 1950 2.2)."""
_OBJECTS = b"/ObjStm"
_HEAD = 512
"""Octets before a stream in which its dictionary says that it holds objects."""
_PIECE = 1_000_000
_RUNS = re.compile(rb"/(?:JavaScript|Launch)\b")


def is_bomb(data: bytes) -> bool:
    """Whether the document unpacks to more than what is read, or packs its streams several times over."""
    if _STACKED.search(data):
        return True
    left = OCTETS
    for start, end in _streams(data):
        left -= sum(map(len, _pieces(data[start:end], left)))
        if left < 0:
            return True
    return False


def runs(data: bytes) -> bool:
    """Whether an object of the document, packed or not, is a script or starts a program (12.6.4)."""
    if _RUNS.search(data):
        return True
    return any(
        any(map(_RUNS.search, _pieces(data[start:end], OCTETS)))
        for start, end in _streams(data)
        if _OBJECTS in data[max(start - _HEAD, 0) : start]
    )


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the packed streams stand, in order."""
    at = 0
    while match := _STREAM.search(data, at):
        at = data.find(b"endstream", match.end())
        if at < 0:
            at = len(data)
        yield match.end(), at


def _pieces(packed: bytes, bound: int) -> Iterator[bytes]:
    """What a stream unpacks to, as far as it can be unpacked and no further than a little beyond the bound."""
    stream = zlib.decompressobj()
    try:
        while packed and bound >= 0:
            piece = stream.decompress(packed, _PIECE)
            packed = stream.unconsumed_tail
            bound -= len(piece)
            yield piece
    except zlib.error:
        return
