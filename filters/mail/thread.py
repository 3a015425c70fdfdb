"""A message's own id and those it answers (RFC 5322 3.6.4), read from its head alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_HEAD = 65_536
"""Octets of header that are looked at."""
_FIELD = re.compile(rb"^(message-id|in-reply-to|references):((?:[^\n]*+\n[ \t])*+[^\n]*+)", re.IGNORECASE | re.MULTILINE)
_ID = re.compile(rb"<([^<>\s]{1,500})>")


class Thread(NamedTuple):
    """Ids without their brackets. `message_id` is '' where there is none or more than one."""

    message_id: str
    answers: tuple[str, ...]


def thread(raw: bytes) -> Thread:
    """Never raises; of what lies beyond the first 64 KiB nothing is known."""
    fields = list(_fields(raw))
    own = [ids for name, ids in fields if name == b"message-id"]
    answers = dict.fromkeys(it for name, ids in fields if name != b"message-id" for it in ids)
    return Thread(own[0][0] if len(own) == 1 and len(own[0]) == 1 else "", tuple(answers))


def ids(value: bytes) -> list[str]:
    """The message ids in a field's value."""
    return [match.decode("utf-8", "replace") for match in _ID.findall(value)]


def _fields(raw: bytes) -> Iterator[tuple[bytes, list[str]]]:
    end = raw.find(b"\r\n\r\n", 0, _HEAD)
    for match in _FIELD.finditer(raw[: end if end >= 0 else _HEAD]):
        yield match[1].lower(), ids(match[2])
