"""A relay on a real socket that does what a test says, at every step, and keeps every byte it got.

    async with FakeRelay({"RCPT": [Do(b"550 5.1.1 no such user\r\n")]}) as relay:
        ...                                   # the first RCPT is refused, every later one accepted
    relay.messages[0].content                 # dot-unstuffed
    relay.dialogues[0].raw                    # all bytes of the first connection

Steps: banner, EHLO, HELO, STARTTLS, AUTH, AUTH-DATA, MAIL, RCPT, DATA, body (the first bytes of a message are there), dot,
RSET, QUIT.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Self

Then = Literal["go on", "close", "half-close", "reset", "hang"]

CAPABILITIES = ("PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "DSN", "SMTPUTF8", "SIZE 36700160")


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


class _Ended(Exception):
    """The script ended the connection."""


class FakeRelay:
    """`script` maps a step to a `Do`, or to a list of them used up one a time (None in it: the default)."""

    def __init__(
        self,
        script: Mapping[str, Do | Sequence[Do | None]] | None = None,
        *,
        capabilities: Sequence[str] = CAPABILITIES,
        users: Mapping[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        implicit: bool = False,
    ) -> None:
        self.script: dict[str, Do | list[Do | None]] = {
            step: do if isinstance(do, Do) else list(do) for step, do in (script or {}).items()
        }
        self.capabilities, self.users = tuple(capabilities), dict(users or {})
        self.tls, self.implicit = tls, implicit
        self.messages: list[Message] = []
        self.dialogues: list[Dialogue] = []
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def commands(self) -> list[bytes]:
        """Of all connections, in the order they were opened."""
        return [command for dialogue in self.dialogues for command in dialogue.commands]

    @property
    def delivered(self) -> list[Message]:
        return [message for message in self.messages if message.delivered]

    @property
    def open_connections(self) -> int:
        return len(self._tasks)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", 0, limit=65_536, ssl=self.tls if self.implicit else None
        )
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        dialogue = Dialogue(tls=self.implicit)
        self.dialogues.append(dialogue)
        try:
            await _Conversation(self, dialogue, reader, writer).run()
        except (_Ended, ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            self._tasks.discard(task)
            writer.close()

    def next_do(self, step: str) -> Do:
        do = self.script.get(step)
        if isinstance(do, list):
            return (do.pop(0) if do else None) or Do()
        return do or Do()


@dataclass
class _Conversation:
    relay: FakeRelay
    dialogue: Dialogue
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def run(self) -> None:
        await self.step("banner", b"220 fake.test ESMTP\r\n")
        while line := await self.line():
            self.dialogue.commands.append(line.rstrip(b"\r\n"))
            await self.command(line.split(b" ")[0].strip().upper().decode("latin-1"), line.rstrip(b"\r\n"))

    async def command(self, verb: str, line: bytes) -> None:
        match verb:
            case "EHLO":
                await self.step(verb, self.greeting())
            case "STARTTLS":
                await self.start_tls()
            case "AUTH":
                await self.step(verb, await self.auth(line))
            case "MAIL" if self.dialogue.mail:
                await self.step(verb, b"503 5.5.1 one transaction at a time\r\n")
            case "MAIL":
                if (await self.step(verb, b"250 2.1.0 sender ok\r\n")).startswith(b"2"):
                    self.dialogue.mail, self.dialogue.rcpts = line, []
            case "RCPT" if not self.dialogue.mail:
                await self.step(verb, b"503 5.5.1 MAIL first\r\n")
            case "RCPT":
                if (await self.step(verb, b"250 2.1.5 recipient ok\r\n")).startswith(b"2"):
                    self.dialogue.rcpts.append(line)
            case "DATA":
                if (await self.step(verb, b"354 go on\r\n")).startswith(b"3"):
                    await self.message()
            case "RSET":
                self.dialogue.mail, self.dialogue.rcpts = b"", []
                await self.step(verb, b"250 2.0.0 reset\r\n")
            case "QUIT":
                await self.step(verb, b"221 2.0.0 bye\r\n")
                raise _Ended
            case _:
                await self.step(verb, b"250 2.0.0 ok\r\n" if verb in ("HELO", "NOOP") else b"500 5.5.2 what?\r\n")

    async def message(self) -> None:
        received = bytearray(await self.more())
        await self.step("body", b"")
        while not received.endswith(b"\r\n.\r\n") and received != b".\r\n":
            received += await self.more()
        body = bytes(received)
        number = len(self.relay.messages)
        do = self.relay.next_do("dot")
        answer = do.reply(b"250 2.0.0 queued as %d\r\n" % number, body)
        self.relay.messages.append(Message(self.dialogue.mail, tuple(self.dialogue.rcpts), body[:-3], answer))
        self.dialogue.mail, self.dialogue.rcpts = b"", []
        await self.act(do, answer)

    async def start_tls(self) -> None:
        """Not reading meanwhile: the client's handshake must not be taken for a command."""
        self.writer.transport.pause_reading()  # type: ignore[attr-defined]
        said = await self.step("STARTTLS", b"220 2.0.0 ready\r\n")
        if said.startswith(b"2") and self.relay.tls:
            await self.writer.start_tls(self.relay.tls)
            self.dialogue.tls = True
        else:
            self.writer.transport.resume_reading()  # type: ignore[attr-defined]

    async def auth(self, line: bytes) -> bytes:
        words = line.split(b" ")
        if words[1] == b"PLAIN":
            _, user, password = b64decode(words[2]).split(b"\0")
        else:
            user, password = [await self.ask(prompt) for prompt in (b"VXNlcm5hbWU6", b"UGFzc3dvcmQ6")]
        right = self.relay.users.get(user.decode()) == password.decode()
        return b"235 2.7.0 welcome\r\n" if right else b"535 5.7.8 wrong credentials\r\n"

    async def ask(self, prompt: bytes) -> bytes:
        await self.step("AUTH-DATA", b"334 " + prompt + b"\r\n")
        return b64decode(await self.line())

    def greeting(self) -> bytes:
        offers = [*self.relay.capabilities]
        if self.relay.tls and not self.dialogue.tls:
            offers.append("STARTTLS")
        if self.relay.users:
            offers.append("AUTH PLAIN LOGIN")
        lines = ["fake.test", *offers]
        return "".join(f"250{' ' if line is lines[-1] else '-'}{line}\r\n" for line in lines).encode()

    async def step(self, step: str, default: bytes) -> bytes:
        """What was said."""
        do = self.relay.next_do(step)
        said = do.reply(default, self.dialogue.commands[-1] if self.dialogue.commands else b"")
        await self.act(do, said)
        return said

    async def act(self, do: Do, said: bytes) -> None:
        for part in [bytes([octet]) for octet in said] if do.pause else [said]:
            self.writer.write(part)
            await self.writer.drain()
            await asyncio.sleep(do.pause)
        match do.then:
            case "go on":
                return
            case "half-close":
                self.writer.write_eof()
                await self.swallow()
            case "hang":
                await asyncio.Event().wait()
            case "reset":
                _linger_zero(self.writer)
                self.writer.transport.abort()
        raise _Ended

    async def swallow(self) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await self.reader.read(65_536):
                self.dialogue.raw += data

    async def line(self) -> bytes:
        line = await self.reader.readline()
        self.dialogue.raw += line
        return line

    async def more(self) -> bytes:
        data = await self.reader.read(65_536)
        if not data:
            raise _Ended
        self.dialogue.raw += data
        return data


def _linger_zero(writer: asyncio.StreamWriter) -> None:
    """The close that follows sends RST."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
