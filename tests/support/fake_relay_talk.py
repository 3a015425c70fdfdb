"""One connection of a fake relay: SMTP as it should be, but for what the script says."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.fake_relay_script import Dialogue, Do, Ended, Message

if TYPE_CHECKING:
    from tests.support.fake_relay import FakeRelay


@dataclass
class Conversation:
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
                raise Ended
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
        raise Ended

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
            raise Ended
        self.dialogue.raw += data
        return data


def _linger_zero(writer: asyncio.StreamWriter) -> None:
    """The close that follows sends RST."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
