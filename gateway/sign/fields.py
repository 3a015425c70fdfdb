"""The header fields of a raw message, as bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD = re.compile(rb"[^\r]*(?:\r(?!\n(?![ \t]))[^\r]*)*(?:\r\n|\Z)")
_NAME = re.compile(rb"[!-9;-~]+")


@dataclass(frozen=True, slots=True)
class Field:
    """One header field. `text` is the whole of it with its final CRLF; `name` is lower-case, b"" where it is no field."""

    name: bytes
    text: bytes

    @property
    def value(self) -> bytes:
        """What follows the colon, folding included, without the final CRLF."""
        return self.text.partition(b":")[2].removesuffix(b"\r\n")


@dataclass(frozen=True, slots=True)
class Split:
    """A message as its fields and the offset of its body. `head` is where the blank line starts."""

    fields: tuple[Field, ...]
    head: int
    body: int


def split(raw: bytes) -> Split:
    """The header fields and the start of the body (RFC 5322 2.1). Never raises; linear in the header block."""
    if raw.startswith(b"\r\n"):
        return Split((), 0, 2)
    blank = raw.find(b"\r\n\r\n")
    head, body = (blank + 2, blank + 4) if blank >= 0 else (len(raw), len(raw))
    return Split(tuple(_field(match[0]) for match in _FIELD.finditer(raw, 0, head) if match[0]), head, body)


def _field(text: bytes) -> Field:
    name = text.partition(b":")[0]
    return Field(name.lower() if _NAME.fullmatch(name) else b"", text)
