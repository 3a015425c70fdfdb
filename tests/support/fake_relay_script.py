"""What a fake relay does at a step, and what it has seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Then = Literal["go on", "close", "half-close", "reset", "hang"]


@dataclass(frozen=True)
class Do:
    """Say `say`, `pause` seconds after each octet if not 0; then go on or not.

    None says what the step says by default; a function makes the reply from the command, or from the message at `dot`.
    """

    say: bytes | Callable[[bytes], bytes] | None = None
    then: Then = "go on"
    pause: float = 0.0

    def reply(self, default: bytes, about: bytes) -> bytes:
        if self.say is None:
            return default
        return self.say(about) if callable(self.say) else self.say


SILENCE = Do(b"", "hang")
RESET = Do(b"", "reset")
CLOSE = Do(b"", "close")
HALF_CLOSE = Do(b"", "half-close")


@dataclass(frozen=True)
class Message:
    """What stood before the end of data; `answer` is what the relay said to it."""

    mail: bytes
    rcpts: tuple[bytes, ...]
    stuffed: bytes = field(repr=False)
    answer: bytes

    @property
    def content(self) -> bytes:
        return (b"\r\n" + self.stuffed).replace(b"\r\n.", b"\r\n")[2:]

    @property
    def delivered(self) -> bool:
        return self.answer.startswith(b"2")


@dataclass
class Dialogue:
    """One connection: all bytes the client sent (after TLS: decrypted), and the commands among them."""

    raw: bytearray = field(default_factory=bytearray)
    commands: list[bytes] = field(default_factory=list)
    tls: bool = False
    mail: bytes = b""
    rcpts: list[bytes] = field(default_factory=list)


class Ended(Exception):
    """The script ended the connection."""
