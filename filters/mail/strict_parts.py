"""Multipart bodies: boundaries, delimiter lines, and text outside the parts (RFC 2046 5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from filters.mail.message import Message, Part
from filters.mail.oddity import Oddity

_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=?!#$%&*;@^`{|}~ -]{0,69}[0-9A-Za-z'()+_,./:=?!#$%&*;@^`{|}~-]")
"""RFC 2046 5.1.1 and the other printable characters that every reader compares as they are."""
_DASHED = re.compile(rb"--[^\r\n]*")
_DASHED_AFTER = re.compile(rb"\n--[^\r\n]*")
_LETTER = re.compile(rb"[^\s\x00-\x40\x5b-\x60\x7b-\x7f]|\d")
_MIME_NOTICE = re.compile(rb"(?=[^@:/]{0,500}\Z)(?!.*\d{5}).*\bMIME\b", re.I | re.S)
"""What writers put for readers that know no MIME; no address, link or number."""
_HOST = re.compile(rb"\w\.[a-z]{2}", re.I)


def part_oddities(message: Message, part: Part) -> Iterator[Oddity]:
    """What is wrong with one multipart or message part."""
    composite = part.ctype.startswith(("multipart/", "message/")) and not part.ctype.startswith("message/global")
    if composite and part.encoding in ("base64", "quoted-printable"):
        yield _odd("encoded-composite", part, f"{part.ctype} must not be encoded")
    if part.ctype.startswith("multipart/"):
        yield from _boundary(part)
        yield from _outside(message, part)


def _boundary(part: Part) -> Iterator[Oddity]:
    boundary = part.params.get("boundary")
    if not boundary:
        yield _odd("boundary-missing", part, "a multipart has no boundary")
        return
    if not _BOUNDARY.fullmatch(boundary):
        yield _odd("boundary-illegal", part, "a boundary holds what RFC 2046 does not admit, or more than 70 characters")
    if not part.children:
        yield _odd("boundary-unused", part, "no line of the multipart begins with its boundary")
    elif not part.closed:
        yield _odd("boundary-unclosed", part, "the last boundary line of a multipart is missing")


def _outside(message: Message, part: Part) -> Iterator[Oddity]:
    for kind, span in (("preamble", part.preamble), ("epilogue", part.epilogue)):
        if span and _says_something(message.raw[span[0] : span[1]]):
            yield Oddity(kind, span[0], span[1], f"text stands outside any part of a multipart ({kind})")


def _says_something(text: bytes) -> bool:
    if not _LETTER.search(text):
        return False
    return not _MIME_NOTICE.match(text) or _HOST.search(text) is not None


def delimiter_oddities(message: Message) -> Iterator[Oddity]:
    """Boundaries that are like another, and lines that some reader takes for a delimiter and another does not."""
    multiparts = [part for part in message.walk() if part.ctype.startswith("multipart/") and part.params.get("boundary")]
    if not multiparts:
        return
    names = sorted((part.params["boundary"].encode("latin-1", "replace"), part.start, part.body) for part in multiparts)
    for (one, _, _), (other, start, end) in pairwise(names):
        if other.startswith(one):
            yield Oddity("boundary-alike", start, end, "the boundary of one multipart begins with that of another")
    yield from _delimiters(message, multiparts, {name for name, _, _ in names})


def _delimiters(message: Message, multiparts: list[Part], boundaries: set[bytes]) -> Iterator[Oddity]:
    lengths = sorted({len(boundary) for boundary in boundaries})
    openings = {child.start for part in multiparts for child in part.children}
    closings = {part.children[-1].end + n for part in multiparts if part.children and part.closed for n in (0, 1, 2)}
    for start, end in _dashed(message.raw):
        text = message.raw[start + 2 : end]
        if not any(text[:length] in boundaries for length in lengths):
            continue
        after = end + (2 if message.raw.startswith(b"\r\n", end) else 1)
        if after not in openings and start not in closings:
            yield Oddity("stray-delimiter", start, end, "a line that looks like a boundary stands elsewhere")
        elif text != text.rstrip():
            yield Oddity("blank-after-delimiter", start, end, "blanks follow a boundary line")


def _dashed(raw: bytes) -> Iterator[tuple[int, int]]:
    """The lines that begin with `--`, without their line ends."""
    if first := _DASHED.match(raw):
        yield first.span()
    yield from ((match.start() + 1, match.end()) for match in _DASHED_AFTER.finditer(raw))


def _odd(kind: str, part: Part, note: str) -> Oddity:
    return Oddity(kind, part.start, part.body, note)
