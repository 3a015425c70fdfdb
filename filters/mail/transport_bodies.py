"""Bodies written anew for transport: encoded where they are plain, their long lines cut where they are encoded."""

from __future__ import annotations

import base64
import re

from filters.mail.lines import bare_line_end
from filters.mail.transfer import qp_encode

IDENTITY = frozenset(("7bit", "8bit", "binary"))
_PLAIN = bytes(range(32, 61)) + bytes(range(62, 127)) + b"\t\r\n"
_QP_TEXT = 250_000
"""Octets of text beyond which base64 is taken, which costs a hundredth of the time."""
_HIGH = re.compile(rb"[\x80-\xff]")
_CODED_LINE = 76


def encoded(body: bytes, ctype: str) -> tuple[bytes, bytes]:
    """(encoding, body in it): quoted-printable for text where it is the shorter one and nothing is lost, else base64."""
    escapes = len(body.translate(None, _PLAIN))
    if ctype.startswith("text/") and len(body) <= _QP_TEXT and 6 * escapes <= len(body) and bare_line_end(body) is None:
        return b"quoted-printable", qp_encode(body)
    text = base64.encodebytes(body).replace(b"\n", b"\r\n")
    return b"base64", text if body.endswith(b"\n") else text.removesuffix(b"\r\n")


def shortened(body: bytes, encoding: str, eight_bit: bool, longest: int) -> bytes:
    """An encoded body that says the same in lines of at most `longest` octets, other lines as they are.

    What is neither base64 nor quoted-printable, and what is not ASCII in base64, stays.
    """
    if encoding == "quoted-printable":
        if not eight_bit:
            body = _HIGH.sub(lambda octet: b"=%02X" % ord(octet[0]), body)
        return b"\r\n".join(line if len(line) <= longest else _softly_broken(line) for line in body.split(b"\r\n"))
    if encoding == "base64":
        return b"\r\n".join(line if len(line) <= longest else _cut(line) for line in body.split(b"\r\n"))
    return body


def _cut(line: bytes) -> bytes:
    return b"\r\n".join(line[at : at + _CODED_LINE] for at in range(0, len(line), _CODED_LINE))


def _softly_broken(line: bytes) -> bytes:
    """Soft line breaks (RFC 2045 6.7 rule 5), none of them within `=XX`."""
    pieces, at = [], 0
    while len(line) - at > _CODED_LINE:
        end = at + _CODED_LINE - 1
        escape = line.rfind(b"=", end - 2, end)
        end = escape if escape >= 0 else end
        pieces.append(line[at:end] + b"=")
        at = end
    return b"\r\n".join((*pieces, line[at:]))
