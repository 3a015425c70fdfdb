"""Whose mail it is: the one domain of the From field, read from bytes (RFC 5322 3.6.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gateway.sign.fields import Field
from gateway.sign.keys import ascii_domain

_OUTSIDE = re.compile(rb'"(?:[^"\\]|\\.)*"|[("]|[^("]+', re.DOTALL)
_COMMENT = re.compile(rb"\\.|[()\\]|[^\\()]+", re.DOTALL)
_AT = re.compile(rb"@[ \t]*([^\s<>@,;:]+)")
_ANGLE = re.compile(rb"[^<>]*<[^<>@]+@[^<>@]+>\s*")
_BARE = re.compile(rb"\s*[^<>@\s]+\s*@\s*[^<>@\s]+\s*")


def author_domain(fields: Sequence[Field]) -> str:
    """The domain of the one From address, in A-labels. Raises `ValueError` where readers could take another one.

    Two From fields, two addresses, groups, source routes, and a display name with an unquoted address of another domain
    are refused: which of them a receiver compares with the signature's domain (RFC 7489 3.1) would be its guess.
    """
    values = [field.value for field in fields if field.name == b"from"]
    if len(values) != 1:
        raise ValueError(f"there are {len(values)} From fields" if values else "there is no From field")
    plain = b"".join(_outside(values[0].replace(b"\r\n", b"")))
    mailboxes = [item for item in plain.split(b",") if b"@" in item]
    if len(mailboxes) != 1 or plain.count(b"@") > 2 or b";" in plain or b")" in plain:
        raise ValueError("From does not name exactly one address")
    if not (_ANGLE.fullmatch(mailboxes[0]) or _BARE.fullmatch(mailboxes[0])):
        raise ValueError("From is no plain address")
    domains = {_domain(match[1]) for match in _AT.finditer(plain)}
    if len(domains) != 1:
        raise ValueError("From names addresses of two domains")
    return domains.pop()


def _outside(value: bytes) -> Iterator[bytes]:
    """What stands outside of quotes and comments; a quoted string leaves one letter behind."""
    at = 0
    while match := _OUTSIDE.match(value, at):
        at = match.end()
        if match[0] == b'"':
            raise ValueError("a quoted string in From does not end")
        if match[0] == b"(":
            at = _after_comment(value, at)
        else:
            yield b"Q" if match[0].startswith(b'"') else match[0]


def _after_comment(value: bytes, at: int) -> int:
    """The end of a comment opened before `at`; comments may be nested (RFC 5322 3.2.2)."""
    depth = 1
    while match := _COMMENT.match(value, at):
        at = match.end()
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        if not depth:
            return at
    raise ValueError("a comment in From does not end")


def _domain(raw: bytes) -> str:
    try:
        return ascii_domain(raw.decode("utf-8"))
    except UnicodeError as error:
        raise ValueError("the domain in From cannot be read") from error
