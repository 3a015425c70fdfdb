"""A header value as a document: what a reader sees of it, and edits in the words and encoding it was written in."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filters.mail.charset import codec_for
from filters.mail.document import Document, nearest_ascii
from filters.mail.message import Header, Message, Part
from filters.mail.words import Run, runs

if TYPE_CHECKING:
    from filters.edits import Edit

STRUCTURED = frozenset(("from", "sender", "reply-to", "to", "cc", "bcc"))
_IDLE_FOLD = re.compile(rb"\r?\n(?:[ \t]+(?=\r?\n|\Z)|(?![ \t]))")
"""A fold with nothing on its line, or without the blank that makes it one: an edit took it."""
_SPECIALS = re.compile(r'[()<>\[\]:;@\\,"]')
_WORD_OCTETS = 75
_LINE_OCTETS = 76


class _Placed(NamedTuple):
    run: Run
    start: int
    end: int


class HeaderDocument(Document):
    """The value of one header field, encoded words decoded, folds removed (RFC 2047, RFC 5322 2.2.3)."""

    def __init__(self, number: int, message: Message, part: Part, header: Header) -> None:
        self.number = number
        self.part = part
        self.header = header
        self.name = header.name
        self._value = message.value(header)
        self._runs = tuple(_placed(self._value))
        self.text = "".join(placed.run.text for placed in self._runs)

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        low, high = self._place(start), self._place(end, closing=True)
        return self.header.value + low, self.header.value + max(low, high)

    def _place(self, at: int, closing: bool = False) -> int:
        for placed in self._runs:
            if at < placed.end or (closing and at == placed.end):
                if placed.run.word:
                    return placed.run.end if closing and at > placed.start else placed.run.start
                return placed.run.start + len(placed.run.text[: at - placed.start].encode("utf-8", "surrogateescape"))
        return len(self._value)

    def rewritten(self, edits: Sequence[Edit]) -> tuple[int, int, bytes]:
        out, at = [], 0
        for placed, changes in self._assigned(edits):
            gap, at = self._value[at : placed.run.start], placed.run.end
            if not changes:
                out += [gap, self._value[placed.run.start : placed.run.end]]
                continue
            written = self._word(placed, changes) if placed.run.word else self._literal(placed, changes)
            out += [gap, written] if written or not placed.run.word else []
        value = _IDLE_FOLD.sub(b"", b"".join((*out, self._value[at:])))
        return self.header.value, self.header.end, fold(value, len(self.name) + 1)

    def _assigned(self, edits: Sequence[Edit]) -> Iterator[tuple[_Placed, list[tuple[int, int, str]]]]:
        """Each run with its share of the edits, in offsets of its text; new text goes to the first run touched."""
        given: set[Edit] = set()
        for number, placed in enumerate(self._runs):
            last = number == len(self._runs) - 1
            changes = []
            for edit in edits:
                low, high = max(edit.start, placed.start), min(edit.end, placed.end)
                inserted = edit.start == edit.end and placed.start <= edit.start <= placed.end
                if low < high or (inserted and edit not in given and (edit.start < placed.end or last)):
                    changes.append((low - placed.start, high - placed.start, "" if edit in given else edit.text))
                    given.add(edit)
            yield placed, changes

    def _word(self, placed: _Placed, changes: list[tuple[int, int, str]]) -> bytes:
        text = _applied(placed.run.text, changes)
        return b"\r\n ".join(encoded_words(text, placed.run.charset)) if text else b""

    def _literal(self, placed: _Placed, changes: list[tuple[int, int, str]]) -> bytes:
        """Literal text with changes made; what is not ASCII becomes an encoded word, or plain in an address header."""
        raw_utf8 = not placed.run.text.isascii()
        fitted = [(low, high, text if raw_utf8 else self._coded(text)) for low, high, text in changes]
        return _applied(placed.run.text, fitted).encode("utf-8", "surrogateescape")

    def fitting(self, text: str) -> str:
        """In an address field no specials, and ASCII unless the field holds raw UTF-8 (RFC 5322 3.2.3)."""
        if self.name not in STRUCTURED:
            return text.replace("\n", " ")
        text = _SPECIALS.sub("", text)
        return nearest_ascii(text) if text and not text.isascii() and self._value.isascii() else text

    def _coded(self, text: str) -> str:
        if text.isascii():
            return text
        head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return head + b" ".join(encoded_words(text.strip(), "utf-8")).decode("ascii") + tail


def _placed(value: bytes) -> Iterator[_Placed]:
    at = 0
    for run in runs(value):
        if at == 0 and not run.word:
            text = run.text.lstrip(" \t")
            run = Run(text, run.start + len(run.text) - len(text), run.end, False)
        if run.text:
            yield _Placed(run, at, at + len(run.text))
            at += len(run.text)
    if at == 0:
        yield _Placed(Run("", len(value), len(value), False), 0, 0)


def _applied(text: str, changes: list[tuple[int, int, str]]) -> str:
    out, at = [], 0
    for low, high, new in changes:
        out += [text[at:low], new]
        at = high
    return "".join((*out, text[at:]))


def encoded_words(text: str, charset: str) -> list[bytes]:
    """The text as B-encoded words of at most 75 octets each (RFC 2047 2), in the charset where it can, else UTF-8."""
    codec = codec_for(charset)
    try:
        text.encode(codec or "utf-8")
    except UnicodeEncodeError:
        codec = None
    label = charset if codec else "utf-8"
    room = (_WORD_OCTETS - len(label) - len("=??B??=")) // 4 * 3
    words, piece = [], ""
    for character in text:
        if len((piece + character).encode(codec or "utf-8")) > room:
            words.append(piece)
            piece = ""
        piece += character
    coded = [base64.b64encode(word.encode(codec or "utf-8")) for word in (*words, piece)]
    return [b"=?%s?B?%s?=" % (label.encode("ascii"), word) for word in coded]


def fold(value: bytes, used: int = 0) -> bytes:
    """The value with lines over 76 octets folded at blanks where there are any (RFC 5322 2.2.3)."""
    lines = value.split(b"\r\n")
    out = []
    for number, line in enumerate(lines):
        room = _LINE_OCTETS - (used if number == 0 else 0)
        while len(line) > room and (blank := line.rfind(b" ", 1, room)) > 0 and line[:blank].strip():
            out.append(line[:blank])
            line, room = line[blank:], _LINE_OCTETS
        out.append(line)
    return b"\r\n".join(out)
