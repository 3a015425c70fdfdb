"""Transparency (RFC 5321 4.5.2): a dot more for every line that begins with one, and the dot that ends the message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

BLOCK = 262_144
"""Octets in one write. Large enough that a write costs little beside its bytes, small enough to keep other mail moving."""

_DOT = b"\r\n."
_DOT_LINE = re.compile(rb"\r\n\.")
"""The same as a pattern, which goes from line end to line end: `find` and `replace` go over the lines letter by letter."""


def stuffed(pieces: Sequence[bytes], size: int = BLOCK) -> Iterator[bytes | memoryview]:
    """The message as it stands on the wire, in blocks of about `size` octets; the last one is the end of data.

    Only a line after CRLF counts: a dot added after a bare LF would break the signature over the message. A block in which
    no line begins with a dot is a view and never copied. CRLF is added where the message does not end in it.
    """
    tail = b"\r\n"
    for piece in pieces:
        for start in range(0, len(piece), size):
            end = min(start + size, len(piece))
            yield from _block(tail, piece, start, end)
            tail = (tail + piece[max(start, end - 2) : end])[-2:]
    yield b".\r\n" if tail == b"\r\n" else b"\r\n.\r\n"


def _block(tail: bytes, piece: bytes, start: int, end: int) -> Iterator[bytes | memoryview]:
    """One block; `tail` is the two octets in front of it, so that a line end cut in two is still one."""
    seam = (tail + piece[start : min(start + 2, end)]).find(_DOT)
    if seam >= 0:
        yield piece[start : start + seam] + b"."
        start += seam
    if not _DOT_LINE.search(piece, start, end):
        yield memoryview(piece)[start:end]
    else:
        yield _DOT_LINE.sub(b"\r\n..", piece[start:end])
