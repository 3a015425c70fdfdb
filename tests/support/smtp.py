"""What the SMTP side's tests need: recorded transactions, a server on an ephemeral port, a client that speaks bytes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from gateway.envelope import Client, Path, Reply
from gateway.events import Event, Events
from gateway.smtp_in.limits import Limits
from gateway.smtp_in.server import SmtpServer
from gateway.smtp_in.settings import Listener, SmtpSettings

OK = Reply(250, "2.0.0", "Taken")
FAST = Limits(error_delay=0.0, auth_delay=0.0, linger=0.5)


@dataclass
class Mail:
    client: Client
    mail_from: Path
    rcpt_to: list[Path] = field(default_factory=list)
    raw: bytes = b""
    aborted: int = 0
    finished: int = 0


class Recorder:
    """`Transactions` that take everything, and whose hooks a test can replace."""

    def __init__(self, extensions: frozenset[str] = frozenset()) -> None:
        self.begun: list[Mail] = []
        self.offers = extensions
        self.on_begin: Callable[[Client, Path], Awaitable[None]] | None = None
        self.on_rcpt: Callable[[Path], Awaitable[Reply]] | None = None
        self.on_data: Callable[[bytes], Awaitable[Reply]] | None = None

    @property
    def mails(self) -> list[Mail]:
        return [mail for mail in self.begun if mail.finished]

    async def extensions(self) -> frozenset[str]:
        return self.offers

    async def begin(self, client: Client, mail_from: Path) -> RecordedTransaction:
        if self.on_begin:
            await self.on_begin(client, mail_from)
        self.begun.append(Mail(client, mail_from))
        return RecordedTransaction(self, self.begun[-1])


class RecordedTransaction:
    def __init__(self, recorder: Recorder, mail: Mail) -> None:
        self.recorder = recorder
        self.mail = mail

    async def rcpt(self, recipient: Path) -> Reply:
        reply = await self.recorder.on_rcpt(recipient) if self.recorder.on_rcpt else Reply(250, "2.1.5", "OK")
        if reply.positive:
            self.mail.rcpt_to.append(recipient)
        return reply

    async def data(self, raw: bytes) -> Reply:
        reply = await self.recorder.on_data(raw) if self.recorder.on_data else OK
        self.mail.raw = raw
        self.mail.finished += 1
        return reply

    async def abort(self) -> None:
        self.mail.aborted += 1


class Talker:
    """A client that sends bytes as they are and reads whole replies."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def send(self, octets: bytes) -> None:
        self.writer.write(octets)
        await self.writer.drain()

    async def reply(self) -> str:
        """One reply, its lines joined by LF; '' when the server has closed."""
        lines = []
        while line := await self.line():
            lines.append(line)
            if line[3:4] != "-":
                break
        return "\n".join(lines)

    async def ask(self, command: str) -> str:
        await self.send(command.encode() + b"\r\n")
        return await self.reply()

    async def rest(self) -> list[str]:
        """All replies until the server closes."""
        replies = []
        while reply := await self.reply():
            replies.append(reply)
        return replies

    async def close(self) -> None:
        self.writer.close()

    async def line(self) -> str:
        """One line without its end; '' when the server has closed."""
        try:
            return (await asyncio.wait_for(self.reader.readline(), 20)).decode().rstrip("\r\n")
        except ConnectionError:
            return ""


@dataclass
class Running:
    server: SmtpServer
    recorder: Recorder
    events: list[Event]
    settings: SmtpSettings

    async def connect(self, banner: bool = True, number: int = 0, **options: object) -> Talker:
        host, port = self.server.addresses[number]
        reader, writer = await asyncio.open_connection(host, port, **options)  # type: ignore[arg-type]
        talker = Talker(reader, writer)
        if banner:
            assert (await talker.reply()).startswith("220 ")
        return talker

    async def greeted(self, **options: object) -> Talker:
        talker = await self.connect(**options)  # type: ignore[arg-type]
        assert (await talker.ask("EHLO client.example")).startswith("250")
        return talker

    def seen(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]


@asynccontextmanager
async def running(
    recorder: Recorder | None = None, listeners: tuple[Listener, ...] = (Listener(),), **changes: object
) -> AsyncIterator[Running]:
    seen: list[Event] = []
    events = Events()
    events.subscribe(seen.append)
    recorder = recorder or Recorder()
    settings = SmtpSettings("mx.example", **{"limits": FAST, **changes})  # type: ignore[arg-type]
    server = SmtpServer(recorder, events, settings)
    await server.start(listeners)
    try:
        yield Running(server, recorder, seen, settings)
    finally:
        await server.close()


async def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for what another task does; fails the test when it never happens."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)
