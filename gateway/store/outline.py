"""A message's headers as mail-parser reads them, without giving it the bodies (it would decode every attachment)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import mailparser

from filters.mail.message import Part
from filters.mail.parse import parse

logging.getLogger("mailparser").setLevel(logging.CRITICAL)  # its warnings quote the mail

_LIMIT = 1 << 18
"""Bytes of header blocks that are read; what lies beyond is left out."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Decoded headers, attachments as (file name, media type), and what is wrong. The texts are not yet fit for a terminal."""

    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[tuple[str, str], ...] = ()
    defects: tuple[str, ...] = ()


def outline(raw: bytes) -> Outline:
    """Never raises: mail that mail-parser cannot read has that as its defect."""
    try:
        parsed = mailparser.parse_from_bytes(skeleton(raw))
        return Outline(
            tuple((name, _text(value).replace("\r\n", "")) for name, value in parsed.headers.items()),
            tuple((item["filename"] or "", item["mail_content_type"] or "") for item in parsed.attachments),
            tuple(f"{part}: {text}" for found in parsed.defects for part, texts in found.items() for text in texts),
        )
    except Exception as error:  # hostile mail breaks parsers in ways none of them documents; the rest can still be shown
        return Outline(defects=(f"the headers cannot be read ({type(error).__name__})",))


def skeleton(raw: bytes) -> bytes:
    """The message with empty bodies: header blocks and the delimiters between parts."""
    kept, left = [], _LIMIT
    for piece in _pieces(raw, parse(raw).root):
        kept.append(piece[:left])
        left -= len(kept[-1])
        if not left:
            break
    return b"".join(kept)


def _pieces(raw: bytes, part: Part) -> Iterator[bytes]:
    head = raw[part.start : part.body]
    yield head if head.endswith(b"\r\n\r\n") or head == b"\r\n" else head + b"\r\n\r\n"
    boundary = part.params.get("boundary", "").encode("latin-1", "replace") if part.ctype.startswith("multipart/") else b""
    for child in part.children:
        if boundary:
            yield b"--" + boundary + b"\r\n"
        yield from _pieces(raw, child)
        yield b"\r\n"
    if boundary and part.children:
        yield b"--" + boundary + b"--\r\n"


def _text(value: object) -> str:
    """mail-parser gives addresses as (name, address) pairs, everything else as text."""
    if isinstance(value, list):
        return ", ".join(_address(*item) if isinstance(item, tuple) and len(item) == 2 else str(item) for item in value)
    return str(value)


def _address(name: str, address: str) -> str:
    return f"{name} <{address}>" if name else f"<{address}>"
