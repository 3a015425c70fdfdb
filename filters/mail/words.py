"""RFC 2047 encoded words: what a reader sees of a header value, and where each character stands in the bytes."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from filters.mail import limits
from filters.mail.charset import decode

_WORD = re.compile(rb"=\?([^\s?*]{1,40})(?:\*[^\s?]*)?\?([BbQq])\?([^?\r\n]*)\?=")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a decoded header value: `text` stands in value[start:end]; an encoded word is one run."""

    text: str
    start: int
    end: int
    word: bool
    charset: str = ""


def decode_words(text: str) -> str:
    """A value with its encoded words decoded (RFC 2047 5, and inside parameters, where many writers put them)."""
    if "=?" not in text:
        return text
    return "".join(run.text for run in runs(text.encode("utf-8", "surrogateescape")))


def runs(value: bytes) -> list[Run]:
    """The value as a reader sees it, in runs. Blanks between two encoded words vanish (RFC 2047 6.2), folds too."""
    found: list[Run] = []
    at = 0
    for count, match in enumerate(_WORD.finditer(value)):
        if count >= limits.ENCODED_WORDS:
            break
        decoded = _word(match)
        if decoded is None:
            continue
        gap = value[at : match.start()]
        if not (found and found[-1].word and not gap.strip(b" \t\r\n")):
            found += _literal(value, at, match.start())
        found.append(Run(decoded, match.start(), match.end(), True, match[1].decode("latin-1").lower()))
        at = match.end()
    return found + _literal(value, at, len(value))


def _word(match: re.Match[bytes]) -> str | None:
    try:
        data = base64.b64decode(match[3] + b"=" * (-len(match[3]) % 4)) if match[2] in b"Bb" else _q(match[3])
    except (binascii.Error, ValueError):
        return None
    return decode(data, match[1].decode("latin-1"))[0]


def _q(data: bytes) -> bytes:
    return binascii.a2b_qp(data, header=True)


def _literal(value: bytes, start: int, end: int) -> list[Run]:
    """Bytes outside encoded words: folds removed (RFC 5322 2.2.3), raw UTF-8 as readers show it (RFC 6532)."""
    out, at = [], start
    for fold in _FOLD.finditer(value, start, end):
        out += _raw(value, at, fold.start())
        at = fold.end()
    return out + _raw(value, at, end)


def _raw(value: bytes, start: int, end: int) -> list[Run]:
    if start >= end:
        return []
    data = value[start:end]
    return [Run(data.decode("ascii") if data.isascii() else decode(data, "utf-8")[0], start, end, False, "")]
