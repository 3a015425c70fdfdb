"""A document: the decoded text of one leaf part or one header value, every character of which maps to raw bytes."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from filters.mail.charset import STATEFUL, decode
from filters.mail.message import Header, Message, Part
from filters.mail.transfer import Body, Change

if TYPE_CHECKING:
    from filters.edits import Edit

_STRIDE = 512
_ONE_BYTE = ("ascii", "latin-1", "cp125", "cp874", "iso-8859", "koi8", "mac-roman")


class UnspliceableError(Exception):
    """An edit that cannot be written in the document's charset without changing what it does not name."""


class Document:
    """Base: what every document offers. `text` has `\\n` line ends; `editable` is False where no edit may touch it."""

    number: int
    part: Part
    text: str
    editable: bool = True
    true: bool = True
    """Whether the bytes are what charset and encoding declare."""

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        """The range of raw bytes that carries text[start:end]."""
        raise NotImplementedError

    def rewritten(self, edits: Sequence[Edit]) -> tuple[int, int, bytes]:
        """Raw range and the bytes to stand there after sorted, disjoint edits. Raises UnspliceableError."""
        raise NotImplementedError

    def fitting(self, text: str) -> str:
        """Replacement text as it can be written here: what the charset lacks in its nearest form."""
        return text

    def after(self, edits: Sequence[Edit]) -> str:
        """The text after sorted, disjoint edits that fit."""
        out, at = [], 0
        for edit in edits:
            out += [self.text[at : edit.start], edit.text]
            at = edit.end
        return "".join((*out, self.text[at:]))


class TextDocument(Document):
    """The text of one text/* leaf."""

    def __init__(self, number: int, message: Message, part: Part, limit: int) -> None:
        self.number = number
        self.part = part
        self._body = Body(message.raw[part.body : part.end], part.encoding)
        self._chars, self.codec, self.true = decode(self._body.data, part.params.get("charset", "us-ascii"))
        self.cut = len(self._chars) > limit
        self.text = _line_ends(self._chars[:limit] if self.cut else self._chars)
        self.editable = not self.cut

    @property
    def html(self) -> bool:
        return self.part.ctype == "text/html"

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        low, high = self._body.span(self._data(start), self._data(end))
        return self.part.body + low, self.part.body + high

    def rewritten(self, edits: Sequence[Edit]) -> tuple[int, int, bytes]:
        if self.codec in STATEFUL or not self._reversible:
            body = self._body.changed((Change(0, len(self._body.data), self._whole(edits)),))
        else:
            body = self._body.changed([Change(self._data(e.start), self._data(e.end), self._encoded(e.text)) for e in edits])
        return self.part.body, self.part.end, body

    def _whole(self, edits: Sequence[Edit]) -> bytes:
        text = self.after(edits).replace("\n", "\r\n") if "\r\n" in self._chars else self.after(edits)
        try:
            return text.encode(self.codec)
        except UnicodeEncodeError as error:
            raise UnspliceableError(str(error)) from error

    def fitting(self, text: str) -> str:
        """In HTML a character reference for what the charset lacks, in plain text its nearest ASCII."""
        if text.isascii():
            return text
        codec = self._writable
        if self.html:
            return text.encode(codec, "xmlcharrefreplace").decode(codec)
        try:
            text.encode(codec)
        except UnicodeEncodeError:
            return nearest_ascii(text)
        return text

    @property
    def _writable(self) -> str:
        """The codec for new text: ASCII where the part promises seven bits and keeps the promise with no codec's help."""
        if self.codec in STATEFUL:
            return self.codec
        eight_bit = self.part.encoding in ("base64", "quoted-printable", "8bit", "binary") or not self._body.data.isascii()
        return self.codec if eight_bit else "ascii"

    def _encoded(self, text: str) -> bytes:
        return (text if self._lone else text.replace("\n", "\r\n")).encode(self._writable)

    @cached_property
    def _lone(self) -> bool:
        """Whether the document's own lines end in a bare LF."""
        return "\n" in self._chars and "\r\n" not in self._chars

    @cached_property
    def _reversible(self) -> bool:
        try:
            return self._chars.encode(self.codec) == self._body.data
        except UnicodeEncodeError:
            return False

    @cached_property
    def _long_breaks(self) -> list[int]:
        """Offsets in `text` just after every line break that takes two characters in the undecoded text."""
        found, lost, at = [], 0, self._chars.find("\r\n")
        while at >= 0:
            found.append(at - lost + 1)
            lost += 1
            at = self._chars.find("\r\n", at + 2)
        return found

    @cached_property
    def _strides(self) -> list[int]:
        """Byte offset of every 512th character."""
        sizes = [len(self._chars[at : at + _STRIDE].encode(self.codec)) for at in range(0, len(self._chars), _STRIDE)]
        offsets = [0]
        for size in sizes:
            offsets.append(offsets[-1] + size)
        return offsets

    def _data(self, at: int) -> int:
        """Offset in the decoded bytes of the character at text[at]."""
        breaks = self._long_breaks
        at += bisect_left(breaks, at + 1) if breaks else 0
        if self.codec.startswith(_ONE_BYTE) or len(self._chars) == len(self._body.data):
            return at
        full = at // _STRIDE
        return self._strides[full] + len(self._chars[full * _STRIDE : at].encode(self.codec))


def _line_ends(chars: str) -> str:
    return chars.replace("\r\n", "\n").replace("\r", "\n") if "\r" in chars else chars


def nearest_ascii(text: str) -> str:
    """Text without its accents, `?` where that leaves nothing readable."""
    nearest = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    readable = any(map(str.isalnum, nearest)) or not any(map(str.isalnum, text))
    return nearest if nearest and readable else "?"


class Shown(Document):
    """Text derived from bytes that no edit can reach: an attachment's name, a comment in a structured header."""

    editable = False

    def __init__(self, number: int, part: Part, header: Header, text: str) -> None:
        self.number = number
        self.part = part
        self.header = header
        self.text = text

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        return self.header.start, self.header.end
