"""SMTP replies as the relay sends them (RFC 5321 4.2), and what of them a client may hear. Pure: bytes in, values out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gateway.envelope import Reply
from gateway.relay.faults import Desync

REPLY_LIMIT = 8_192
"""Octets of one reply, all its lines together. A relay that says more is not speaking SMTP."""

_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?", re.DOTALL)
_ENHANCED = re.compile(r"([245])\.[0-9]{1,3}\.[0-9]{1,3}(?: |\Z)")
_LINES, _COLUMNS = 10, 400


@dataclass(frozen=True, slots=True)
class WireReply:
    """One whole reply: its code (200..599) and the text of each line, undecoded."""

    code: int
    lines: tuple[bytes, ...]

    @property
    def kind(self) -> int:
        """2 done, 3 go on, 4 not now, 5 never."""
        return self.code // 100


class ReplyParser:
    """Cuts what the socket gives, however it is cut, into replies."""

    def __init__(self) -> None:
        self._rest = b""
        self._code = 0
        self._lines: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> Iterator[WireReply]:
        """The replies completed by `data`. Raises `Desync` at the first byte that cannot be part of a reply."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if (reply := self._line(line)) is not None:
                yield reply
        if self._size + len(self._rest) > REPLY_LIMIT:
            raise Desync(f"a reply is longer than {REPLY_LIMIT} octets")

    def _line(self, line: bytes) -> WireReply | None:
        match = _LINE.fullmatch(line.removesuffix(b"\r"))
        code = int(match[1]) if match else 0
        self._size += len(line) + 1
        if not match or (self._lines and code != self._code) or self._size > REPLY_LIMIT:
            raise Desync(f"not a reply: {line[:80]!r}")
        self._code = code
        self._lines.append(match[3] or b"")
        return None if match[2] == b"-" else self._complete()

    def _complete(self) -> WireReply:
        reply = WireReply(self._code, tuple(self._lines))
        self._lines, self._size = [], 0
        return reply


def completed(reply: WireReply) -> WireReply:
    """The reply, where it ends what was asked: after a 3xx the relay waits for more than we have to say."""
    if reply.kind == 3:
        raise Desync(f"{reply.code} where nothing follows")
    return reply


def for_client(reply: WireReply) -> Reply:
    """The relay's answer in its own class and words: printable, at most 10 lines, always with an enhanced code.

    421 becomes 451, since it is the relay that hangs up and not the gateway; a 2xx that no RCPT or DATA can have becomes 250.
    """
    texts = [_printable(line) for line in reply.lines[:_LINES]]
    match = _ENHANCED.match(texts[0])
    enhanced = match[0].rstrip() if match and int(match[1]) == reply.kind else ""
    bare = [text.removeprefix(enhanced).lstrip() if enhanced else text for text in texts]
    return Reply(_code(reply), enhanced or f"{reply.kind}.0.0", "\n".join(bare))


def _code(reply: WireReply) -> int:
    if reply.code == 421:
        return 451
    return reply.code if reply.kind != 2 or reply.code in (235, 251, 252) else 250


def _printable(line: bytes) -> str:
    """ASCII only (RFC 5321 4.2): a client that did not ask for SMTPUTF8 is owed nothing else."""
    text = line.decode("utf-8", "replace")[:_COLUMNS]
    return text if text.isascii() and text.isprintable() else "".join(c if " " <= c <= "~" else "?" for c in text)
