"""A sample message from the words a person writes down: for a policy's tests, a rule's cases and trying a rule out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from filters.facts import Facts
from filters.mail.document import TextDocument
from filters.mail.mail import Mail

SENDER = "shop@seller.example"
BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
ORDER_ID = "028-4717206-1130727"
SUBJECT = f"Your order {ORDER_ID}"
BOUNDARY = "=_sample"
WORD = 42
"""Octets of UTF-8 in one encoded word, so that it stays below 75 characters (RFC 2047 2)."""


def sample(
    text: str | None = None, html: str | None = None, subject: str | None = SUBJECT, headers: Mapping[str, str] | None = None
) -> bytes:
    """A message in UTF-8 and 8bit with CRLF lines; both parts make a multipart/alternative. subject None: no such field."""
    fields = {"From": SENDER, "To": BUYER, "Date": "Mon, 01 Mar 2027 12:00:00 +0000", "Message-ID": "<sample@seller.example>"}
    fields |= {} if subject is None else {"Subject": encoded(subject)}
    fields |= {"MIME-Version": "1.0"} | dict(headers or {})
    leaves = [leaf(kind, body) for kind, body in (("plain", text), ("html", html)) if body is not None]
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    content = leaves[0] if len(leaves) == 1 else alternative(leaves) if leaves else leaf("plain", "")
    return (head + content).encode("utf-8")


def leaf(kind: str, body: str) -> str:
    lines = body.replace("\r\n", "\n").removesuffix("\n").replace("\n", "\r\n")
    return f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{lines}\r\n"


def alternative(leaves: list[str]) -> str:
    parts = "".join(f"--{BOUNDARY}\r\n{part}" for part in leaves)
    return f'Content-Type: multipart/alternative; boundary="{BOUNDARY}"\r\n\r\n{parts}--{BOUNDARY}--\r\n'


def encoded(subject: str) -> str:
    """The subject as it is where it is ASCII, else as encoded words, none of which cuts a character."""
    if subject.isascii():
        return subject
    words = [b""]
    for character in subject:
        octets = character.encode("utf-8")
        if len(words[-1]) + len(octets) > WORD:
            words.append(b"")
        words[-1] += octets
    return "\r\n ".join(f"=?utf-8?B?{b64encode(word).decode('ascii')}?=" for word in words)


def sample_facts(given: Mapping[str, Any], reply: bool = False) -> Facts:
    """The facts of an everyday message to one buyer, with those given put over them."""
    usual = {"mail_from": SENDER, "rcpt_to": (BUYER,), "now": datetime(2027, 3, 1, 12, tzinfo=UTC), "reply": reply}
    return Facts(**{**usual, **given})


def shown(mail: Mail) -> dict[str, str]:
    """The parts "text", "html" and "subject" of a sample as they are now."""
    parts = {"subject": mail.subject.text} if mail.subject else {}
    for document in mail.documents:
        if isinstance(document, TextDocument):
            parts["html" if document.html else "text"] = document.text.removesuffix("\n")
    return parts
