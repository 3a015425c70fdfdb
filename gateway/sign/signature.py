"""Making one DKIM-Signature field (RFC 6376 3.5, 5)."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from gateway.sign.canonical import relaxed_field
from gateway.sign.fields import Field
from gateway.sign.keys import Key

OVERSIGNED = (
    b"from", b"sender", b"reply-to", b"subject", b"date", b"to", b"cc", b"message-id",
    b"mime-version", b"content-type", b"content-transfer-encoding",
)  # fmt: skip
"""Named once more than present: a second one put on top would be shown by some readers and still verify (RFC 6376 8.15)."""

COVERED = (b"in-reply-to", b"references", b"list-unsubscribe", b"list-unsubscribe-post")
"""Named as often as present (RFC 6376 5.4.1; RFC 8058 4 asks for the last two)."""

_NAME = b"DKIM-Signature"
_WIDTH = 72


def signature_field(fields: Sequence[Field], body_hash: bytes, key: Key, signed_at: int, lifetime: int | None) -> bytes:
    """The whole field with its CRLF: relaxed/relaxed, no l=; t= and x= in seconds since 1970 (x= only with a lifetime)."""
    names = signed_names(fields)
    expires = f" x={signed_at + lifetime};" if lifetime else ""
    value = (
        f" v=1; a={key.algorithm}; c=relaxed/relaxed;\r\n d={key.domain};\r\n s={key.selector}; t={signed_at};{expires}\r\n h="
    ).encode("ascii")
    value += _folded(names) + b";\r\n bh=" + base64.b64encode(body_hash) + b";\r\n b="
    hasher = hashlib.sha256()
    for field in selected(fields, names):
        hasher.update(relaxed_field(field.name, field.value))
    hasher.update(relaxed_field(_NAME, value).removesuffix(b"\r\n"))
    text = base64.b64encode(key.sign(hasher.digest()))
    lines = (text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH))
    return _NAME + b":" + value + b"\r\n ".join(lines) + b"\r\n"


def signed_names(fields: Sequence[Field]) -> list[bytes]:
    """The h= tag's names, in order."""
    count = Counter(field.name for field in fields)
    oversigned = [name for name in OVERSIGNED for _ in range(count[name] + 1)]
    return oversigned + [name for name in COVERED for _ in range(count[name])]


def selected(fields: Sequence[Field], names: Sequence[bytes]) -> Iterator[Field]:
    """The fields the names stand for: of several of one name the last first; none where there are no more (RFC 6376 5.4.2)."""
    left: dict[bytes, list[Field]] = {}
    for field in fields:
        left.setdefault(field.name, []).append(field)
    for name in names:
        if left.get(name):
            yield left[name].pop()


def _folded(names: Sequence[bytes]) -> bytes:
    """Names between colons, folded before a line gets too wide."""
    lines, line = [], b""
    for number, name in enumerate(names):
        item = name + (b":" if number + 1 < len(names) else b"")
        if len(line) + len(item) > _WIDTH:
            lines.append(line)
            line = b""
        line += item
    return b"\r\n ".join([*lines, line])
