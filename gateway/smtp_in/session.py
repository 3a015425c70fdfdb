"""One SMTP session: its state, and the loop that reads commands and sends replies.

A command is a function from the session and the argument's bytes to the reply. `Refused` is a reply of this side: it is
counted as an error and reported. A reply that is returned is an answer, whoever gave it.
"""

from __future__ import annotations

import asyncio
import secrets
import traceback
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from gateway.envelope import Client, Refused, Reply
from gateway.events import CommandRefused, Disconnected, Events, Failed
from gateway.ports import Transaction, Transactions
from gateway.smtp_in.settings import SmtpSettings
from gateway.smtp_in.throttle import Throttle
from gateway.smtp_in.wire import Ended, Wire

Command = Callable[["Session", bytes], Awaitable[Reply | None]]
"""Gives the reply, or None where it has sent one itself."""

PARAMETER_OCTETS = {
    b"MAIL": {"SIZE": 26, "8BITMIME": 17, "SMTPUTF8": 10, "AUTH": 500, "DSN": 116},
    b"RCPT": {"DSN": 536},
}
"""What the parameters of an extension may add to a command line (RFC 1870 3, 6152 2, 6531 3.1, 4954 3, 3461 4)."""

JUNK = frozenset({b"NOOP", b"RSET", b"VRFY", b"EXPN", b"HELP", b"ETRN"})
SHUTDOWN = Reply(421, "4.3.2", "Shutting down")
TIMEOUT = Reply(421, "4.4.2", "Timeout")
TOO_MANY_ERRORS = Reply(421, "4.7.0", "Too many errors")
UNINVITED = Reply(421, "4.7.0", "A message was sent after DATA had been refused")
UNKNOWN = Reply(500, "5.5.2", "Command not recognised")
NOT_SMTP = Reply(554, "5.5.0", "This is an SMTP server")
TOO_LONG = Reply(500, "5.5.2", "Line too long")


@dataclass(frozen=True, slots=True)
class Service:
    """What all sessions of a server share."""

    settings: SmtpSettings
    commands: Mapping[bytes, Command]
    transactions: Transactions
    events: Events
    throttle: Throttle


class Session:
    """The state of one client's session."""

    def __init__(self, service: Service, wire: Wire, client: Client, peer_ip: str) -> None:
        self.service = service
        self.settings = service.settings
        self.limits = service.settings.limits
        self.wire = wire
        self.client = client
        """Who the client is to us: decides what it may do."""
        self.peer_ip = peer_ip
        """The other end of the socket: decides whether it may speak for another client."""
        self.forwarded: Client | None = None
        """Who XFORWARD says the next message comes from: only told, trusted for nothing."""
        self.greeted = False
        self.offered: frozenset[str] = frozenset()
        """The extensions of the last EHLO; none after HELO."""
        self.transaction: Transaction | None = None
        self.utf8 = False
        self.recipients = 0
        self.accepted = 0
        self.messages = 0
        self.auth_failures = 0
        self.refused_data = False
        """A client that ignores the refusal of DATA sends a message where commands are expected."""
        self.ending = ""
        """Why the session ends with the next reply: the reason of `Disconnected`."""
        self._errors = 0
        self._junk = 0
        self._end = asyncio.get_running_loop().time() + self.limits.session

    @property
    def banner(self) -> Reply:
        """No version: it helps only who looks for a weak one."""
        return Reply(220, "", f"{self.settings.hostname} ESMTP")

    async def run(self, greeting: Awaitable[None]) -> None:
        """The conversation to its end, `greeting` first. Does not raise, except when cancelled."""
        try:
            await greeting
            while not self.ending:
                await self._exchange()
            await self.wire.flush()
        except Ended as ended:
            self.ending = ended.reason
            await self._farewell(ended.reason)
        finally:
            self.ending = self.ending or "shutdown"
            await self._guarded("abort", self.reset())
            self.service.events.emit(Disconnected("", self.client, self.ending))

    def drain(self) -> None:
        """End as soon as no transaction is open: now, when nothing is going on."""
        self._end = float("-inf")
        if self.transaction is None and self.wire.waiting:
            self.wire.stop("shutdown")

    async def reset(self) -> None:
        """Forget the transaction (RSET, EHLO, QUIT, STARTTLS, a lost client)."""
        transaction, self.transaction = self.transaction, None
        self.utf8, self.recipients, self.accepted = False, 0, 0
        if transaction is not None:
            await transaction.abort()

    async def finish(self, transaction: Transaction, raw: bytes) -> Reply:
        """Hand over a whole message. From here on the transaction is not ours to abort."""
        self.transaction = None
        await self.reset()
        self.forwarded = None
        self.messages += 1
        reply = await transaction.data(raw)
        if reply.positive:
            self._errors = self._junk = 0
        return reply

    def identify(self, **changes: object) -> None:
        """Change what is known of the client."""
        self.client = replace(self.client, **changes)  # type: ignore[arg-type]

    def begin_again(self, **changes: object) -> None:
        """As after the banner: after STARTTLS and XCLIENT nothing said before counts (RFC 3207 4.2)."""
        self.greeted, self.offered, self.forwarded = False, frozenset(), None
        self.identify(**changes)

    def no_argument(self, argument: bytes) -> None:
        if argument:
            raise Refused(Reply(501, "5.5.4", "No argument is expected"))

    async def refuse(self, command: str, reply: Reply) -> None:
        """Send a refusal outside the answer to a command, and report it."""
        self._report(command, reply)
        await self.wire.send(reply.encode())

    async def _exchange(self) -> None:
        self._check_time()
        line = await self._next_line()
        if line is None:
            return
        verb, _, argument = line.rstrip(b"\r\n").partition(b" ")
        reply = await self._answer(verb.upper(), argument, line)
        self.wire.allow(self.limits.command)
        if reply is not None:
            if reply.code == 421:
                self.ending = self.ending or "limit"
            await self.wire.send(reply.encode())
        await self._look_back()

    def _check_time(self) -> None:
        now = asyncio.get_running_loop().time()
        if self.transaction is None and now >= self._end:
            raise Ended("shutdown" if self._end == float("-inf") else "limit")

    async def _next_line(self) -> bytes | None:
        """None where the client does not speak SMTP."""
        self.wire.allow(self.limits.command)
        if not _starts_command(await self.wire.first()):
            await self.refuse("", NOT_SMTP)
            self.ending = "error"
            return None
        line = await self.wire.line(self.limits.endless_line)
        self.wire.allow(float("inf"))
        return line

    async def _look_back(self) -> None:
        """After a reply: does what the client has done so far end the session?"""
        if self.ending:
            return
        if self.refused_data and self.wire.pending:
            await self.refuse("", UNINVITED)
            self.ending = "error"
        elif self._errors >= self.limits.hard_errors:
            await self.refuse("", TOO_MANY_ERRORS)
            self.ending = "limit"

    async def _answer(self, verb: bytes, argument: bytes, line: bytes) -> Reply | None:
        try:
            self._check_line(verb, line)
            return await self._command(verb)(self, argument.strip(b" "))
        except Refused as refused:
            return await self._count_error(verb, refused.reply)
        except Ended:
            raise
        except Exception as error:
            return await self._incident(verb.decode("ascii", "replace"), error)

    def _check_line(self, verb: bytes, line: bytes) -> None:
        """Only CRLF ends a command; a CR or NUL within one is an attack on whoever reads it next (RFC 5321 2.3.8)."""
        if b"\r" in line[:-2] or b"\0" in line:
            self.ending = "error"
            raise Refused(Reply(501, "5.5.2", "Control characters are not accepted"))
        if not line.endswith(b"\r\n"):
            raise Refused(Reply(500, "5.5.2", "A command ends in CRLF"))
        if len(line) > self.limits.command_line and len(line) > self._longest(verb):
            raise Refused(TOO_LONG)

    def _longest(self, verb: bytes) -> int:
        if verb == b"AUTH":
            return self.limits.auth_line
        parameters = PARAMETER_OCTETS.get(verb, {})
        return self.limits.command_line + sum(size for name, size in parameters.items() if name in self.offered)

    def _command(self, verb: bytes) -> Command:
        command = self.service.commands.get(verb)
        if command is None:
            if self.refused_data:
                raise Refused(UNINVITED)
            raise Refused(UNKNOWN)
        self.refused_data = False
        self._junk += verb in JUNK
        if self._junk > self.limits.junk_commands:
            raise Refused(Reply(421, "4.7.0", "Too many commands without a message"))
        return command

    async def _count_error(self, verb: bytes, reply: Reply) -> Reply:
        self._errors += 1
        self._report(verb.decode("ascii", "replace"), reply)
        if self._errors > self.limits.soft_errors:
            await asyncio.sleep(self.limits.error_delay)
        return reply

    async def _incident(self, where: str, error: Exception) -> Reply:
        """Something of ours broke. The client may try again; what broke is for the log only."""
        number = secrets.token_hex(4)
        text = "".join(traceback.format_exception_only(error)).strip()[:1000]
        self.service.events.emit(Failed(number, f"smtp_in {where[:20]}", text))
        await self._guarded("abort", self.reset())
        return Reply(451, "4.3.0", f"Internal error, try again later ({number})")

    async def _guarded(self, where: str, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:
            self.service.events.emit(Failed("", f"smtp_in {where}", repr(type(error))))

    async def _farewell(self, reason: str) -> None:
        reply = {"timeout": TIMEOUT, "shutdown": SHUTDOWN, "limit": Reply(421, "4.7.0", "Session or line too long")}.get(reason)
        if reply is not None:
            with suppress(Ended):
                await self.refuse("", reply)
                await self.wire.flush()

    def _report(self, command: str, reply: Reply) -> None:
        self.service.events.emit(CommandRefused("", self.client, command[:20], reply))


def _starts_command(octet: int) -> bool:
    """A letter, or an empty line's CR or LF: TLS, JSON and the lines of a message after a refused DATA begin otherwise."""
    return 65 <= octet & 0xDF <= 90 or octet in b"\r\n"
