"""Letters that can be told apart, of the kinds that take different ways through the gateway."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from tests.support.files import pdf

SENDER = "service@seller.example"
BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
_PREAMBLE = "Only some readers show what stands here.\n"


@dataclass(frozen=True)
class Letter:
    name: str
    """Stands in its Message-ID, and nowhere else."""
    content: bytes

    @property
    def stuffed(self) -> bytes:
        """As DATA carries it, the final dot with it."""
        return (b"\r\n" + self.content).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"


def plain(name: str, text: str = "Which shade may we send you?") -> Letter:
    """It is forwarded; repaired where the text asks for it."""
    return _letter(name, f"Content-Type: text/plain; charset=utf-8\n\n{text}\n")


def edited(name: str) -> Letter:
    return plain(name, "Which shade may we send you? Both are at https://shop.seller.example/more today.")


def held(name: str, size: int = 0) -> Letter:
    """It is held for a person, for what stands before its first part. `size`: octets of an attachment."""
    return _letter(name, _mixed(_PREAMBLE, size))


def large(name: str, size: int = 300_000) -> Letter:
    """It is forwarded with an attachment of `size` octets."""
    return _letter(name, _mixed("", size))


def _mixed(preamble: str, size: int) -> str:
    text = "--=_m\nContent-Type: text/plain\n\nWhich shade may we send you?\n"
    head = (
        "--=_m\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n"
    )
    content = pdf(["Manual of the lamp"], filler=bytes(size))
    file = f"{head}\n{base64.encodebytes(content).decode()}" if size else ""
    return f'Content-Type: multipart/mixed; boundary="=_m"\n\n{preamble}{text}{file}--=_m--\n'


def _letter(name: str, rest: str) -> Letter:
    head = f"From: <{SENDER}>\nTo: <{BUYER}>\nSubject: Your order 305-1234567-7654321\nDate: Tue, 03 Nov 2026 10:11:12 +0000\n"
    message = f"{head}Message-ID: <{name}@seller.example>\nMIME-Version: 1.0\n{rest}"
    return Letter(name, message.replace("\n", "\r\n").encode())
