"""The letter that every client sends, as it is written and as a buyer gets it: only what stands in braces differs."""

from __future__ import annotations

import base64
import hashlib
import random

from tests.support.files import pdf

SENDER = "service@seller.example"
BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
BOUNDARY, INNER = "=_outer", "=_inner"
PDF = pdf(["Invoice 2026-117"], filler=random.Random(5).randbytes(20_000))
NOTES = "Pflegehinweise: nicht über 60 °C\r\nNie bügeln.\r\n".encode()
HASHES = [hashlib.sha256(PDF).hexdigest(), hashlib.sha256(NOTES).hexdigest()]

LINK, TARGET, ADDRESS, EMOJI = (
    "https://shop.seller.example/lamps",
    "https://shop.seller.example/sale",
    "jan@web.example.de",
    "🎉",
)
GONE = "[removed]"

_HEAD = f"""\
From: Seller Service <{SENDER}>
To: <{BUYER}>
Subject: Your order 305-1234567-7654321
Date: Tue, 03 Nov 2026 10:11:12 +0000
Message-ID: <letter.1@seller.example>
X-Ticket:  odd   spacing\tkept
MIME-Version: 1.0
Content-Type: multipart/mixed;
 boundary="{BOUNDARY}"

This is a multi-part message in MIME format.
--{BOUNDARY}
Content-Type: multipart/alternative; boundary="{INNER}"

"""
_PLAIN = f"""\
--{INNER}
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Hello,

which shade may we send you{{emoji}}? Both are shown here: {{link}}

.a line with a dot, and blanks behind
--\x20
Jan Müller, {{address}}
"""
_HTML = f"""\
--{INNER}
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html lang=3D"en"><body><p>Hello,</p><p>which shade may we send you{{emoji}}?
Both are shown here: {{link}}</p>
<p>.a line with =
a dot, and blanks behind</p><p>Jan M=C3=BCller, {{address}}</p></body></html>
--{INNER}--
"""


def _file(kind: str, name: str, content: bytes) -> str:
    head = f'--{BOUNDARY}\nContent-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n'
    return f"{head}Content-Transfer-Encoding: base64\n\n{base64.encodebytes(content).decode()}"


def _letter(emoji: str, quoted: str, link: str, anchor: str, address: str) -> bytes:
    plain = _PLAIN.format(emoji=emoji, link=link, address=address)
    html = _HTML.format(emoji=quoted, link=anchor, address=address)
    files = _file("application/pdf", "invoice.pdf", PDF) + _file("text/plain; charset=utf-8", "care.txt", NOTES)
    return f"{_HEAD}{plain}{html}{files}--{BOUNDARY}--\n".replace("\n", "\r\n").encode()


WRITTEN = _letter(f" {EMOJI}", " =F0=9F=8E=89", LINK, f'<a href=3D"{TARGET}">{LINK}</a>', ADDRESS)
RECEIVED = _letter("", "", GONE, GONE, GONE)
CLEAN = _letter("", "", "in the parcel", "in the parcel", "your service")
