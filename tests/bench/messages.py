"""The messages: what sellers write, the same bytes on every run."""

from __future__ import annotations

import base64
import quopri
import random

from tests.support.files import pdf

_WORDS = (  # noqa: SIM905 - a list of words reads as words
    "order shipped parcel tracking thank you for your purchase item quantity price invoice attached please delivery expected "
    "within working days return label warehouse size colour blue red large small kind regards team service question answer"
).split()
_HEADERS = b"""\
From: Seller Support <support@seller.example>
To: Buyer Name <abc123xyz45678@marketplace.amazon.de>
Subject: Your order 302-1234567-1234567 has shipped
Date: Tue, 03 Nov 2026 10:11:12 +0000
Message-ID: <20261103101112.aaaaaaaa@seller.example>
MIME-Version: 1.0
"""
SENDER = b"support@seller.example"
_SERIAL = b"aaaaaaaa"
"""Stands where every message differs from the one before, so that nothing can be remembered from that one."""
_LINK = b'<p><a href="https://shop.seller.example/now">our shop</a></p>'
_PLAIN = b"font-size:14px;padding:4px"
"""A style that nothing is wrong with."""
RECIPIENT = b"abc123xyz45678@marketplace.amazon.de"


def all_messages() -> dict[str, bytes]:
    """By name: 2 KB of text, 20 KB with HTML, the same with a link and much style that must go, 500 KB with an attachment."""
    return {
        "text 2 KB": text(1_600),
        "html 20 KB": html(3_600, 14_500),
        "html 20 KB, edited": html(3_600, 14_500, _LINK, style=b"font-size:14px;line-height:1.5"),
        "file 500 KB": attachment(357_500),
    }


def fresh(raw: bytes, number: int) -> bytes:
    """The message as the `number`th of its kind, of the same length."""
    digits = (chr(ord("a") + number // 26**place % 26) for place in range(len(_SERIAL)))
    return raw.replace(_SERIAL, "".join(digits).encode("ascii"))


def text(size: int) -> bytes:
    """One text/plain part of about `size` octets."""
    body = _prose(random.Random(1), size)
    return _crlf(_HEADERS + b"Content-Type: text/plain; charset=us-ascii\n\n" + body)


def html(plain: int, rich: int, extra: bytes = b"", style: bytes = _PLAIN) -> bytes:
    """multipart/alternative of a text of about `plain` octets and a page of about `rich`, with `extra` in the page."""
    return _crlf(_HEADERS + _multipart(b"alternative", b"=_a", _alternatives(plain, rich, extra, style)))


def attachment(size: int) -> bytes:
    """multipart/mixed of text, page and a PDF of one page and `size` octets of pictures, which base64 makes a third longer."""
    letter = _multipart(b"alternative", b"=_a", _alternatives(2_000, 5_000))
    invoice = "Invoice 302-1234567-1234567\n" + _prose(random.Random(4), 1_000).decode()
    content = base64.encodebytes(pdf([invoice], filler=random.Random(2).randbytes(size)))
    file = (
        b"Content-Type: application/pdf; name=invoice.pdf\nContent-Transfer-Encoding: base64\n"
        b"Content-Disposition: attachment; filename=invoice.pdf\n\n" + content
    )
    return _crlf(_HEADERS + _multipart(b"mixed", b"=_m", [letter, file]))


def _alternatives(plain: int, rich: int, extra: bytes = b"", style: bytes = _PLAIN) -> list[bytes]:
    source = random.Random(3)
    head = b"Content-Type: text/%s; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n%s"
    page = b"<!DOCTYPE html><html lang=en><head><style>.b{padding:8px}</style></head><body><table>%s</table>%s</body></html>\n"
    rows = _rows(source, rich, style)
    return [
        head % (b"plain", quopri.encodestring(_prose(source, plain))),
        head % (b"html", quopri.encodestring(page % (rows, extra))),
    ]


def _multipart(kind: bytes, boundary: bytes, parts: list[bytes]) -> bytes:
    inner = b"".join(b"--%s\n%s\n" % (boundary, part) for part in parts)
    return b'Content-Type: multipart/%s; boundary="%s"\n\n%s--%s--\n' % (kind, boundary, inner, boundary)


def _sentence(source: random.Random) -> bytes:
    return " ".join(source.choices(_WORDS, k=source.randint(8, 14))).capitalize().encode("ascii") + b"."


def _prose(source: random.Random, size: int) -> bytes:
    lines = [b"Reference " + _SERIAL + b"\n"]
    while sum(map(len, lines)) < size:
        lines.append(_sentence(source) + b"\n")
    return b"".join(lines)


def _rows(source: random.Random, size: int, style: bytes) -> bytes:
    rows = [b"<tr><td>" + _SERIAL + b"</td></tr>\n"]
    while sum(map(len, rows)) < size:
        cell = b'<tr><td class="b" style="%s"><p>%s</p><p><b>%s</b></p></td></tr>\n'
        rows.append(cell % (style, _sentence(source), _sentence(source)))
    return b"".join(rows)


def _crlf(message: bytes) -> bytes:
    return message.replace(b"\n", b"\r\n")
