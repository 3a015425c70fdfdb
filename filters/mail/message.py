"""The message as data: byte ranges of one raw mail, and nothing decoded (RFC 5322 2, RFC 2046 5.1).

A range is a pair of offsets into the raw bytes, half open. Nothing here is ever written back: edits are spliced into
the raw bytes, so that what is not named by an edit cannot change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Header:
    """One header field. raw[start:end] is the field without its final CRLF, raw[value:end] what follows the colon."""

    name: str
    start: int
    value: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One MIME entity. raw[start:body] are its headers with the blank line, raw[body:end] is its body.

    path      "" for the message itself, "1", "1.2", ...: the position in the tree
    ctype     lower-case type/subtype; "text/plain" where missing or unreadable (RFC 2045 5.2)
    params    Content-Type parameters, names lower-case, RFC 2231 continuations joined
    encoding  lower-case Content-Transfer-Encoding, comments and blanks removed; "7bit" where missing
    malformed ranges in the header block that are no header field
    preamble, epilogue  ranges of a multipart's body outside any part; None where there is none
    closed    a multipart ended by its closing delimiter
    """

    path: str
    start: int
    body: int
    end: int
    headers: tuple[Header, ...]
    ctype: str
    params: dict[str, str]
    encoding: str
    disposition: str
    filename: str | None
    depth: int = 0
    children: tuple[Part, ...] = ()
    malformed: tuple[tuple[int, int], ...] = ()
    preamble: tuple[int, int] | None = None
    epilogue: tuple[int, int] | None = None
    closed: bool = True

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in the order of the bytes."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, name: str) -> tuple[Header, ...]:
        """The header fields of that lower-case name, in order."""
        return tuple(header for header in self.headers if header.name == name)

    @property
    def is_attachment(self) -> bool:
        """A leaf that a reader opens as a file: disposition attachment, a file name, or a type no client shows inline."""
        if self.children or self.ctype.startswith("multipart/"):
            return False
        if self.disposition == "attachment":
            return True
        return self.ctype not in ("text/plain", "text/html") or (self.filename is not None and self.path != "")


@dataclass(frozen=True, slots=True)
class Message:
    """A parsed message: its bytes, its part tree, and the limits that stopped the parser."""

    raw: bytes = field(repr=False)
    root: Part
    exceeded: tuple[str, ...] = ()
    """Limits of `filters.mail.limits` that were hit, each a short clause; what lies beyond is not read."""

    def walk(self) -> Iterator[Part]:
        return self.root.walk()

    def value(self, header: Header) -> bytes:
        """The field's value as it stands, folding included."""
        return self.raw[header.value : header.end]
