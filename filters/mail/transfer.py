"""Content-Transfer-Encoding undone and redone (RFC 2045 6), with a map from decoded bytes to the body's bytes."""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from filters.mail.groups import LETTERS, Groups
from filters.mail.sourcemap import Plain, SourceMap

_NOT_ALPHABET = bytes(set(range(256)) - set(LETTERS) - {61})
_QP = re.compile(rb"=(?:([0-9A-Fa-f]{2})|[ \t]*(?:\r?\n|\Z))")
_QP_ODD = re.compile(rb"=(?![0-9A-Fa-f]{2}|\r?\n)")
_BREAK = re.compile(rb"\n")
_SOFT_BREAK = re.compile(rb"=[ \t]*\r?\n\Z")
_CODED = re.compile(rb"[^ \t!-<>-~]|[ \t]\Z")
_TOKEN = re.compile(rb"=..|[^=]")
"""One octet as it is written; `=` itself is written as three."""
_QP_LINE = 76


class Change(NamedTuple):
    """Decoded bytes [start, end) become `data`."""

    start: int
    end: int
    data: bytes


class _Lines(NamedTuple):
    """body[start:end], whole lines, and the changes in it."""

    start: int
    end: int
    changes: list[Change]


class Body:
    """A body and what it decodes to. Everything but `data` is worked out when it is asked for."""

    def __init__(self, body: bytes, encoding: str) -> None:
        self.body = body
        self.encoding = encoding
        self.data = _decode(body, encoding)

    @cached_property
    def _map(self) -> SourceMap | Groups:
        if self.encoding == "quoted-printable":
            return _qp_map(self.body)
        if self.encoding == "base64":
            return Groups(self.body)
        return SourceMap.identity(len(self.body))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the body that carries data[start:end]."""
        return self._map.span(start, end)

    def changed(self, changes: Sequence[Change]) -> bytes:
        """The body with changes made, in its own encoding; lines that no change touches keep their bytes."""
        if self.encoding == "quoted-printable":
            return self._qp_changed(changes)
        data = spliced(self.data, changes)
        return _base64(data, self.body) if self.encoding == "base64" else data

    def _qp_changed(self, changes: Sequence[Change]) -> bytes:
        """Every line that a change touches is written anew, all others and its own soft break stay (RFC 2045 6.7 rule 5)."""
        breaks = [match.end() for match in _BREAK.finditer(self.body)]
        out, at, first, counted = [], 0, 0, 0
        for low, high, group in self._by_line(changes, breaks):
            first, counted = first + len(_decode(self.body[counted:low], self.encoding)), low
            line = _decode(self.body[low:high], self.encoding)
            moved = [Change(start - first, end - first, data) for start, end, data in group]
            written = qp_encode(spliced(line, moved))
            soft = written and not written.endswith(b"\n") and _SOFT_BREAK.search(self.body, low, high)
            out += [self.body[at:low], written, b"=\r\n" if soft else b""]
            at = high
        return b"".join((*out, self.body[at:]))

    def _by_line(self, changes: Sequence[Change], breaks: list[int]) -> list[_Lines]:
        """The lines that changes touch, in stretches that do not touch one another."""
        found: list[_Lines] = []
        last, solid = 0, False
        for change in changes:
            low, high = self.span(change.start, change.end)
            start = _line_start(low, breaks)
            more = bool(found) and start < found[-1].end
            last, solid = max(last, high), change.end > change.start or (more and solid)
            first, group = (found[-1].start, found.pop().changes) if more else (start, [])
            group.append(change)
            found.append(_Lines(first, self._line_end(last, solid, breaks), group))
        return found

    def _line_end(self, last: int, solid: bool, breaks: list[int]) -> int:
        """The end of the line that ends at `last` or goes on there, its line break included. solid: something ends there."""
        index = bisect_right(breaks, last)
        if index and breaks[index - 1] == last and solid:
            return last
        return breaks[index] if index < len(breaks) else len(self.body)


def spliced(data: bytes, changes: Sequence[Change]) -> bytes:
    """Data with sorted, disjoint changes made."""
    out, at = [], 0
    for start, end, new in changes:
        out += [data[at:start], new]
        at = end
    return b"".join((*out, data[at:]))


def _decode(body: bytes, encoding: str) -> bytes:
    """As readers decode it; what they would decode differently is a finding of the strict gate."""
    if encoding == "quoted-printable":
        if _QP_ODD.search(body):
            return _QP.sub(lambda m: binascii.unhexlify(m[1]) if m[1] else b"", body)
        return binascii.a2b_qp(body)
    if encoding == "base64":
        return _base64_decode(body)
    return body


def _base64_decode(body: bytes) -> bytes:
    """What is outside the alphabet does not count; padding ends a piece, not the text. Most have it at their end alone."""
    first = body.find(b"=")
    if first < 0 or not body[first:].strip(b"= \t\r\n"):
        try:
            return binascii.a2b_base64(body)
        except binascii.Error:
            pass  # its length is none
    pieces = body.translate(None, _NOT_ALPHABET).split(b"=")
    return b"".join(_base64_piece(piece) for piece in pieces if piece)


def _base64_piece(piece: bytes) -> bytes:
    whole = piece[: len(piece) - 1] if len(piece) % 4 == 1 else piece
    return base64.b64decode(whole + b"=" * (-len(whole) % 4))


def _line_start(at: int, breaks: list[int]) -> int:
    index = bisect_right(breaks, at)
    return breaks[index - 1] if index else 0


def _qp_map(body: bytes) -> SourceMap:
    segments: list[Plain] = []
    at, size = 0, 0
    for match in _QP.finditer(body):
        low, high = match.span()
        if low > at:
            segments.append((size, low - at, at, low, False))
            size += low - at
        if match[1]:
            segments.append((size, 1, low, high, True))
            size += 1
        at = high
    segments.append((size, len(body) - at, at, len(body), False))
    return SourceMap(segments)


def _base64(data: bytes, like: bytes) -> bytes:
    """Base64 text with the line length and line end of the body it replaces."""
    first = like.lstrip(b"\r\n").split(b"\n", 1)[0].strip()
    length = min(max(len(first) // 4 * 4, 4), 76) if b"\n" in like.strip() else 76
    text = base64.b64encode(data)
    lines = [text[at : at + length] for at in range(0, len(text), length)]
    return b"".join(line + b"\r\n" for line in lines) if like.endswith(b"\n") else b"\r\n".join(lines)


def qp_encode(data: bytes) -> bytes:
    """Quoted-printable text (RFC 2045 6.7): CRLF are line breaks, lines have at most 76 octets."""
    return b"\r\n".join(_qp_line(line) for line in data.split(b"\r\n"))


def _qp_line(line: bytes) -> bytes:
    written = _CODED.sub(lambda octet: b"=%02X" % octet[0][0], line)
    if len(written) <= _QP_LINE:
        return written
    return b"=\r\n".join(_wrapped(_TOKEN.findall(written)))


def _wrapped(tokens: list[bytes]) -> list[bytes]:
    """Tokens in lines of at most 75 octets, a UTF-8 sequence or a word cut only where nothing else is possible."""
    lines: list[bytes] = []
    line = b""
    for token in tokens:
        if len(line) + len(token) > _QP_LINE - 1:
            blank = line.rfind(b" ") + 1
            keep = blank if blank > _QP_LINE // 2 else len(line)
            lines.append(line[:keep])
            line = line[keep:]
        line += token
    return [*lines, line]
