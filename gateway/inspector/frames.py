"""The wire between the gateway and one worker: one question, one answer, in turn.

A frame is a head, a description and, where there is one, a message. A message too long for the socket's buffer goes through
a nameless file that both ends hold, so that neither waits for the other to read and no copy lives in a buffer.

Questions are pickled, for we wrote them. Answers are JSON: a worker reads hostile mail, and nothing it says may run code here.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from filters.facts import Facts
from filters.verdict import Verdict

Inspect = Callable[[bytes, Facts, Any], Verdict]
"""`filters.inspection.inspect`, or what stands in for it."""


class Policy(Protocol):
    """All that is known here of a policy: it pickles, and says which one it is."""

    @property
    def digest(self) -> str: ...


INLINE = 65_536
"""Octets up to which a message goes through the socket."""
DESCRIPTION = 8_000_000
"""Octets an answer's description may have."""


class Question(NamedTuple):
    """What is asked about a message. `policy` is None where the worker has it; `forget` drops all it has first."""

    seconds: float
    facts: Facts
    digest: str
    policy: Policy | None
    forget: bool


class Head(NamedTuple):
    """The fixed part of a frame: octets of description and message; `message` is NONE where there is none."""

    description: int
    message: int
    shared: bool

    @classmethod
    def of(cls, description: bytes, message: bytes | None) -> Head:
        if message is None:
            return cls(len(description), NONE, False)
        return cls(len(description), len(message), len(message) > INLINE)

    @classmethod
    def unpack(cls, data: bytes) -> Head:
        return cls(*_HEAD.unpack(data))

    def pack(self) -> bytes:
        return _HEAD.pack(*self)

    @property
    def inline(self) -> int:
        """Octets of message that follow the description."""
        return 0 if self.shared or self.message == NONE else self.message


_HEAD = struct.Struct("!Iq?")
HEAD = _HEAD.size
NONE = -1
