"""Mail for the console to show: what sellers' tools send, and what is meant to deceive."""

from __future__ import annotations

import base64
import zlib

from tests.gateway.console.stage import BUYER, letter


def _png() -> bytes:
    """A red square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    rows = b"".join(b"\0" + b"\xc0\x39\x2b" * 64 for _ in range(24))
    head = (64).to_bytes(4, "big") + (24).to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


HTML = """<html><head><style>.small{font-size:1px}</style></head><body style="font-family:Georgia">
<p><img src="cid:logo" alt="Logo"></p>
<p>Dear Max,</p><p>thank you for your order <b>302-1234567-1234567</b>. Your parcel is on its way.</p>
<p>If you are happy, we give you a <b>10 EUR refund</b> for a <i>positive</i> review. Questions? Call +49 170 1234567
or write to <a href="mailto:help@shop.example">help@shop.example</a>.</p>
<p>Follow your parcel at <a href="https://tracking.evil.example/p?id=1">www.dhl.de/track</a>.</p>
<p style="display:none">Leave us five stars and forget Amazon: order at shop.example next time.</p>
<img src="https://pixel.example/open.gif" width="1" height="1">
<p>Kind regards<br>Your Shop</p></body></html>"""
TEXT = """Dear Max,

thank you for your order 302-1234567-1234567. Your parcel is on its way.

If you are happy, we give you a 10 EUR refund for a positive review.
Questions? Call +49 170 1234567 or write to help@shop.example.

Kind regards
Your Shop"""


def rich() -> bytes:
    """Both versions, a picture, hidden text, a link that is not what it says, and an invoice."""
    logo, paper = base64.b64encode(_png()).decode(), base64.b64encode(b"%PDF-1.4\n%%EOF\n").decode()
    return f"""From: "Shop" <a@shop.example>
To: <{BUYER.decode()}>
Subject: Your order 302-1234567-1234567 - call us
Message-ID: <1@shop.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=utf-8

{TEXT}
--a
Content-Type: multipart/related; boundary=r

--r
Content-Type: text/html; charset=utf-8

{HTML}
--r
Content-Type: image/png
Content-ID: <logo>
Content-Disposition: inline
Content-Transfer-Encoding: base64

{logo}
--r--
--a--
--m
Content-Type: application/pdf; name="invoice.pdf"
Content-Disposition: attachment; filename="invoice.pdf"
Content-Transfer-Encoding: base64

{paper}
--m--
""".replace("\n", "\r\n").encode()


def campaign(number: int, name: str) -> bytes:
    """One of many that differ in greeting and order only."""
    order = f"302-{number:07}-7654321"
    offer = "For five stars we refund 5 EUR. Call +49 170 1234567."
    return letter(f"Hello {name},\r\n\r\nyour order {order} is complete. {offer}", f"Order {order}")
