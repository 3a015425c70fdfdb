"""Relaxed canonicalisation (RFC 6376 3.4.2, 3.4.4), in linear time and without a copy of the whole body.

Bodies and fields have CRLF line ends only; the signer refuses others first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

_PIECE = 1 << 15
"""Small, so that the text of a message does not make its files be searched for blanks."""
_RUN = re.compile(rb"  ")
"""A pattern, for it goes from blank to blank: `in` goes over long lines of base64 letter by letter."""


def relaxed_field(name: bytes, value: bytes) -> bytes:
    """One header field in relaxed form, with its CRLF."""
    return name.lower() + b":" + _single(value.replace(b"\r\n", b"")).strip(b" ") + b"\r\n"


def body_hash(raw: bytes, start: int) -> bytes:
    """SHA-256 of the relaxed form of the body raw[start:]."""
    hasher = hashlib.sha256()
    for piece in pieces(raw, start):
        hasher.update(relaxed_lines(piece))
    return hasher.digest()


def relaxed_lines(lines: bytes) -> bytes:
    """Whole lines with their blanks in relaxed form."""
    if b" " not in lines and b"\t" not in lines:
        return lines  # a file in base64
    single = _single(lines)
    return single.replace(b" \r\n", b"\r\n") if b" " in single else single


def pieces(raw: bytes, start: int) -> Iterator[bytes]:
    """The body raw[start:] without the blank lines at its end, cut between lines, the last one ended by CRLF."""
    end = _text_end(raw, start)
    while start < end:
        cut = raw.rfind(b"\n", start, start + _PIECE) + 1 or raw.find(b"\n", start + _PIECE) + 1
        stop = cut if 0 < cut < end else end
        yield raw[start:stop] if stop < end else raw[start:stop] + b"\r\n"
        start = stop


def _text_end(raw: bytes, start: int) -> int:
    """Where the last character stands that is neither blank nor line end: lines of blanks count as empty."""
    end = len(raw)
    while end > start:
        piece = raw[max(start, end - _PIECE) : end]
        kept = piece.rstrip(b" \t\r\n")
        if kept:
            return end - len(piece) + len(kept)
        end -= len(piece)
    return start


def _single(text: bytes) -> bytes:
    """Each run of blanks as one space. Halving the runs takes at most log2(longest run) passes at the speed of memory."""
    text = text.replace(b"\t", b" ")
    while _RUN.search(text):
        text = text.replace(b"  ", b" ")
    return text
