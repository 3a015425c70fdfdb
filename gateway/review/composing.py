"""A message made of subject and texts, as a seller's tool would send it: for checking what is not a message yet."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

SENDER = "shop@example.com"
BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
"""Whom a message is from and to that names nobody."""
_LINE = 998
"""Octets of a line (RFC 5322 2.1.1)."""
_WORD = 45
"""Octets in an encoded word, which has 75 characters (RFC 2047 2)."""
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Draft:
    """Texts that are to become a message. `headers` come on top of those that every message has."""

    subject: str = ""
    text: str = ""
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def compose(draft: Draft, sender: str = "", buyer: str = "") -> bytes:
    """The message, CRLF lines, UTF-8. Headers must be names of RFC 5322 and hold no control characters."""
    fields = {"From": sender or SENDER, "To": buyer or BUYER, "Subject": draft.subject, **draft.headers, "MIME-Version": "1.0"}
    head = b"".join(f"{name}: {_words(value)}\r\n".encode() for name, value in fields.items())
    return head + _body(draft)


def _body(draft: Draft) -> bytes:
    if not draft.html:
        return _part("plain", draft.text)
    if not draft.text:
        return _part("html", draft.html)
    parts = [_part("plain", draft.text), _part("html", draft.html)]
    boundary = hashlib.sha256(b"".join(parts)).hexdigest()[:32].encode()
    head = b'Content-Type: multipart/alternative; boundary="' + boundary + b'"\r\n\r\n'
    return head + b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + boundary + b"--\r\n"


def _part(kind: str, text: str) -> bytes:
    """As it is, so that findings can be looked up in it; lines that are too long only encoded."""
    content = _BREAK.sub("\r\n", text).encode("utf-8", "replace") + b"\r\n"
    encoding = b"8bit"
    if any(len(line) > _LINE for line in content.split(b"\r\n")) or b"\0" in content:
        encoding, content = b"base64", base64.encodebytes(content).replace(b"\n", b"\r\n")
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: ".encode()
    return head + encoding + b"\r\n\r\n" + content


def _words(value: str) -> str:
    """A header's value, encoded where it is not ASCII or too long for a line (RFC 2047)."""
    if value.isascii() and len(value) < _LINE - 100:
        return value
    pieces: list[bytes] = []
    piece = b""
    for char in value:
        octets = char.encode("utf-8", "replace")
        if len(piece) + len(octets) > _WORD:
            pieces, piece = [*pieces, piece], b""
        piece += octets
    return "\r\n ".join(f"=?utf-8?B?{base64.b64encode(each).decode()}?=" for each in [*pieces, piece])
