"""Bodies that decoders decode differently, and text whose charset readers know by different names or not at all."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from filters.mail.charset import CODECS, codec_for
from filters.mail.message import Message, Part
from filters.mail.oddity import Oddity

_BASE64 = bytes(range(48, 58)) + bytes(range(65, 91)) + bytes(range(97, 123)) + b"+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))
_BLANKS = b" \t\r\n"
_PIECE = 1 << 18
_QP = re.compile(rb"=(?![0-9A-Fa-f]{2}|\r?\n|[ \t\r\n]*\Z)")
_BURIED = re.compile(
    rb"\n(?:begin(?:-base64)? [0-7]{3,4} [^\r\n]+\r?\n[\x20-\x7e]|=ybegin "
    rb"|\(This file must be converted with BinHex)"
)
_META = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([^\s\"'/>;]{1,40})", re.I)
_META_REACH = 4_096
_LATIN = frozenset(("ascii", "latin-1", "cp1252", "iso-8859-15"))
_ASCII_NAMES = frozenset(("ansi_x3.4-1968", "iso646-us", "unknown-8bit", "x-unknown", "unknown", "default", "none", "cp437"))
"""Labels under which every reader shows ASCII bytes as ASCII."""


def body_oddities(message: Message, part: Part) -> Iterator[Oddity]:
    """What two decoders could make of the body of one leaf."""
    if part.children:
        return
    if part.encoding == "base64":
        yield from _base64(message.raw, part)
    elif part.encoding == "quoted-printable" and (match := _QP.search(message.raw, part.body, part.end)):
        yield Oddity("quoted-printable", *match.span(), "`=` is followed by no hexadecimal digits")
    if part.ctype.startswith("text/"):
        body = message.raw[part.body : part.end]
        yield from _buried(part, body)
        yield from _charset(part, body)
        yield from _meta(part, body)


def _base64(raw: bytes, part: Part) -> Iterator[Oddity]:
    """Only the alphabet, padding only at the end, whole groups of four (RFC 2045 6.8, RFC 4648 3)."""
    size = part.end - part.body
    other = _not_base64(raw, part.body, part.end)
    rest = other.translate(None, _BLANKS)
    tail = raw[max(part.end - 80, part.body) : part.end].translate(None, _BLANKS)
    if rest.strip(b"="):
        yield _at("base64-junk", part, 0, size, "base64 text holds characters outside its alphabet")
    elif len(rest) > 2 or not tail.endswith(rest):
        yield _at("base64-padding", part, 0, size, "base64 text goes on after its padding")
    elif (size - len(other) + len(rest)) % 4:
        yield _at("base64-length", part, 0, size, "base64 text is cut: its length is no multiple of four")


def _not_base64(raw: bytes, start: int, end: int) -> bytes:
    """What of raw[start:end] is outside the alphabet, by pieces: a copy of a large file would double the memory."""
    return b"".join(raw[at : min(at + _PIECE, end)].translate(None, _BASE64) for at in range(start, end, _PIECE))


def _buried(part: Part, body: bytes) -> Iterator[Oddity]:
    """Files inside text, which old readers unpack: uuencode, xxencode, yEnc, BinHex."""
    if match := _BURIED.search(b"\n" + body):
        yield _at("buried-file", part, match.start(), match.end() - 1, "the text holds a uuencoded, yEnc or BinHex file")


def _charset(part: Part, body: bytes) -> Iterator[Oddity]:
    label = part.params.get("charset", "us-ascii").strip().lower()
    if label in CODECS or part.is_attachment:
        return
    plain = part.encoding not in ("base64", "quoted-printable") and body.isascii() and b"\x1b" not in body
    if not (plain and (label in _ASCII_NAMES or codec_for(label))):
        yield Oddity("charset", part.start, part.body, f"the charset {label[:40]} is not one that all readers know")


def _meta(part: Part, body: bytes) -> Iterator[Oddity]:
    """An HTML page that names another charset than its part, where the two give different text."""
    if part.ctype != "text/html":
        return
    source = _decoded(part, body)
    match = _META.search(source, 0, _META_REACH)
    if match is None:
        return
    named = codec_for(match[1].decode("latin-1"))
    if named is None or not _read_alike(source, named, codec_for(part.params.get("charset", ""))):
        yield Oddity("charset-meta", part.start, part.body, "the page names another charset than the message does")


def _decoded(part: Part, body: bytes) -> bytes:
    if part.encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if part.encoding == "base64":
        data = body.translate(None, _NOT_BASE64)
        return base64.b64decode(data[: len(data) // 4 * 4])
    return body


def _read_alike(source: bytes, named: str, declared: str | None) -> bool:
    """Whether the page's charset and the part's give one text; UTF-8 taken for Latin letters hides nothing."""
    if source.isascii() or named == declared:
        return True
    true = declared or ("utf-8" if _reads(source, "utf-8") is not None else "cp1252")
    if true == "utf-8" and named in _LATIN:
        return True
    return _reads(source, named) == _reads(source, true)


def _reads(source: bytes, codec: str) -> str | None:
    try:
        return source.decode(codec)
    except UnicodeDecodeError:
        return None


def _at(kind: str, part: Part, start: int, end: int, note: str) -> Oddity:
    return Oddity(kind, part.body + start, part.body + end, note)
