"""The bytes after DATA: where they end, what they are without dot-stuffing, and what is wrong with them.

Blocks in, in any cut; no I/O. Only CRLF.CRLF ends a message (RFC 5321 4.1.1.4). Each block is gone over a fixed number of
times by C code, and nothing is kept of a message that is already refused, so time is linear and memory is the message.
"""

from __future__ import annotations

import re
from dataclasses import replace

from filters.mail.lines import BARE_CR, BARE_LF
from gateway.envelope import Reply
from gateway.smtp_in.limits import Limits

TOO_LARGE = Reply(552, "5.3.4", "Message too large")
BARE = Reply(550, "5.6.11", "A bare CR or LF is not accepted; lines end in CRLF")
NUL = Reply(554, "5.6.0", "A NUL octet is not accepted in a message")
LONG_LINE = Reply(554, "5.6.0", "A line of the message is too long")
_FAULTS = (TOO_LARGE, BARE, NUL, LONG_LINE)
"""The first of these that a message has is its fault, whichever came first: the cut of the blocks must not show."""

LOOP = Reply(554, "5.4.6", "Mail loop: too many Received fields")

_END = b"\r\n.\r\n"
_STUFFED = re.compile(rb"\r\n\.")
"""A pattern, for it goes from line end to line end: `replace` goes over the lines letter by letter."""
_RECEIVED = re.compile(rb"(?:\A|\r\n)received[ \t]*:", re.IGNORECASE)
_HEADER_OCTETS = 102_400


class Body:
    """One message coming in. `feed` until it gives the bytes that follow the message; then `fault` or `take`."""

    def __init__(self, limits: Limits, strict: bool = False) -> None:
        self._limits = limits
        self._strict = strict
        self._tail = b"\r\n"  # as if the command's own line end were here: the first line may be the dot
        self._text = bytearray()
        self._line = 0
        self._size = -len(self._tail)
        self.octets = -len(self._tail)
        """How many came, with the stuffing and without the end's dot."""
        self._faults: set[Reply] = set()
        self._bare_at = -1

    @property
    def fault(self) -> Reply | None:
        """Why the message cannot be taken."""
        fault = next((fault for fault in _FAULTS if fault in self._faults), None)
        return replace(BARE, text=f"{BARE.text} (octet {self._bare_at})") if fault is BARE else fault

    @property
    def hopeless(self) -> bool:
        """So much beyond the limit that waiting for its end is no courtesy any more."""
        over = self.octets - self._limits.message
        return over > self._limits.message or (over > 65_536 and self._line > self._limits.text_line)

    @property
    def closes(self) -> bool:
        """Whether the connection must end with the reply: what follows such a message is not trusted."""
        return BARE in self._faults or self.hopeless

    def feed(self, block: bytes) -> bytes | None:
        """What follows the message once its end has come, else None."""
        data = self._tail + block
        end = data.find(_END)
        if end < 0:
            keep = len(data) - _held_back(data)
            self._tail = data[keep:]
            self._add(data[:keep])
            return None
        self._add(data[: end + 2])
        return data[end + len(_END) :]

    def take(self) -> bytes:
        """The message: dot-unstuffed, every line ending in CRLF. Only once."""
        raw = bytes(memoryview(self._text)[2:])
        self._text = bytearray()
        return raw

    def _add(self, piece: bytes) -> None:
        """`piece` never ends within CRLF or within CRLF and a dot, so each can be looked at alone."""
        self.octets += len(piece)
        self._measure_lines(piece)
        text = self._normal(piece)
        self._size += len(text)
        if self._size > self._limits.message:
            self._refuse(TOO_LARGE)
        if not self._faults:
            self._text += text

    def _normal(self, piece: bytes) -> bytes:
        """`piece` without stuffing and with CRLF for each bare LF. Unstuffed first: a dot after a bare LF starts no line."""
        bare_lf = BARE_LF.search(piece)
        bare = [found.start() for found in (BARE_CR.search(piece), bare_lf if self._strict else None) if found]
        if bare:
            self._refuse_bare(self.octets - len(piece) + min(bare))
        if b"\0" in piece:
            self._refuse(NUL)
        text = _STUFFED.sub(b"\r\n", piece)
        return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") if bare_lf else text

    def _measure_lines(self, piece: bytes) -> None:
        """In steps of a whole line limit: from the end of each window back to its last line end."""
        window = self._limits.text_line + 2
        start = -self._line
        while len(piece) - start > window:
            end = piece.rfind(b"\n", max(start, 0), max(start + window, 0))
            if end < 0:
                self._refuse(LONG_LINE)
                break
            start = end + 1
        last = piece.rfind(b"\n")
        self._line = len(piece) - last - 1 if last >= 0 else self._line + len(piece)

    def _refuse_bare(self, at: int) -> None:
        """The place of the first is told: whoever wrote the sender's program looks for it."""
        if BARE not in self._faults:
            self._bare_at = at
        self._refuse(BARE)

    def _refuse(self, fault: Reply) -> None:
        self._faults.add(fault)
        self._text = bytearray()


def loops(raw: bytes, most: int) -> bool:
    """Whether the header block has more than `most` Received fields (RFC 5321 6.3). They are added at the top."""
    head = raw[:_HEADER_OCTETS]
    end = 0 if head.startswith(b"\r\n") else head.find(b"\r\n\r\n")
    return len(_RECEIVED.findall(head, 0, end if end >= 0 else len(head))) > most


def _held_back(data: bytes) -> int:
    """How many octets at the end could be the start of the message's end."""
    return next((size for size in (4, 3, 2, 1) if data.endswith(_END[:size])), 0)
