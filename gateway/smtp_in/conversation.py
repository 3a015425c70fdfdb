"""The loop of one session: a command in, a reply out, and what ends it."""

from __future__ import annotations

import asyncio
import secrets
import traceback
from collections.abc import Awaitable
from contextlib import suppress

from gateway.envelope import Refused, Reply
from gateway.events import Disconnected, Failed
from gateway.smtp_in.intake import Ended
from gateway.smtp_in.session import NOT_SMTP, Command, Session

JUNK = frozenset({b"NOOP", b"RSET", b"VRFY", b"EXPN", b"HELP", b"ETRN"})
PARAMETER_OCTETS = {
    b"MAIL": {"SIZE": 26, "8BITMIME": 17, "SMTPUTF8": 10, "AUTH": 500, "DSN": 116},
    b"RCPT": {"DSN": 536},
}
"""What the parameters of an extension may add to a command line (RFC 1870 3, 6152 2, 6531 3.1, 4954 3, 3461 4)."""

UNINVITED = Reply(421, "4.7.0", "A message was sent after DATA had been refused")
TOO_MANY_ERRORS = Reply(421, "4.7.0", "Too many errors")
FAREWELLS = {
    "timeout": Reply(421, "4.4.2", "Timeout"),
    "shutdown": Reply(421, "4.3.2", "Shutting down"),
    "limit": Reply(421, "4.7.0", "Session or line too long"),
}


class Conversation:
    """Runs `session` to its end."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._wire = session.wire
        self._limits = session.limits
        self._events = session.service.events
        self._loop = asyncio.get_running_loop()
        self._end = self._loop.time() + self._limits.session
        self._draining = False

    async def run(self, greeting: Awaitable[None]) -> None:
        """`greeting` first. Does not raise, except when cancelled."""
        session = self._session
        try:
            await greeting
            self._wire.allow(self._limits.command)
            while not session.ending:
                await self._exchange()
            await self._wire.flush()
        except Ended as ended:
            session.ending = ended.reason
            await self._farewell(ended.reason)
        finally:
            await self._abandon()
            self._events.emit(Disconnected("", session.client, session.ending or "shutdown"))

    def drain(self) -> None:
        """End as soon as no transaction is open: now, when nothing is going on."""
        self._draining = True
        if self._session.transaction is None and self._wire.waiting:
            self._wire.stop("shutdown")

    async def _exchange(self) -> None:
        self._check_time()
        line = await self._next_line()
        if line is None:
            return
        verb, _, argument = line.rstrip(b"\r\n").partition(b" ")
        reply = await self._answer(verb.upper(), argument.strip(b" "), line)
        self._wire.allow(self._limits.command)
        if reply is not None:
            if reply.code == 421:
                self._session.ending = self._session.ending or "limit"
            await self._wire.send(reply.encode())
        if self._session.errors or self._session.refused_data:
            await self._look_back()

    def _check_time(self) -> None:
        if self._session.transaction is None:
            if self._draining:
                raise Ended("shutdown")
            if self._loop.time() >= self._end:
                raise Ended("limit")

    async def _next_line(self) -> bytes | None:
        """None where the client does not speak SMTP."""
        if not _starts_command(await self._wire.first()):
            self._session.ending = "error"
            await self._session.refuse(NOT_SMTP)
            return None
        line = await self._wire.line(self._limits.endless_line)
        self._wire.lift()
        return line

    async def _answer(self, verb: bytes, argument: bytes, line: bytes) -> Reply | None:
        command = self._session.service.commands.get(verb)
        try:
            self._check_line(verb, line)
            return await self._permitted(verb, command)(self._session, argument)
        except Refused as refused:
            return await self._count_error(_name(verb, command), refused.reply)
        except Ended:
            raise
        except Exception as error:
            return await self._incident(_name(verb, command), error)

    def _check_line(self, verb: bytes, line: bytes) -> None:
        """Only CRLF ends a command; a CR or NUL within one is an attack on whoever reads it next (RFC 5321 2.3.8)."""
        if b"\r" in line[:-2] or b"\0" in line:
            self._session.ending = "error"
            raise Refused(Reply(501, "5.5.2", "Control characters are not accepted"))
        if not line.endswith(b"\r\n"):
            raise Refused(Reply(500, "5.5.2", "A command ends in CRLF"))
        if len(line) > self._limits.command_line and len(line) > self._longest(verb):
            raise Refused(Reply(500, "5.5.2", "Line too long"))

    def _longest(self, verb: bytes) -> int:
        if verb == b"AUTH":
            return self._limits.auth_line
        parameters = PARAMETER_OCTETS.get(verb, {})
        return self._limits.command_line + sum(size for name, size in parameters.items() if name in self._session.offered)

    def _permitted(self, verb: bytes, command: Command | None) -> Command:
        session = self._session
        if command is None:
            raise Refused(UNINVITED if session.refused_data else Reply(500, "5.5.2", "Command not recognised"))
        session.refused_data = False
        session.junk += verb in JUNK
        if session.junk > self._limits.junk_commands:
            raise Refused(Reply(421, "4.7.0", "Too many commands without a message"))
        return command

    async def _count_error(self, name: str, reply: Reply) -> Reply:
        self._session.errors += 1
        self._session.report(reply, name)
        if self._session.errors > self._limits.soft_errors:
            await asyncio.sleep(self._limits.error_delay)
        return reply

    async def _look_back(self) -> None:
        """After a reply: does what the client has done so far end the session?"""
        session = self._session
        if session.ending:
            return
        if session.refused_data and self._wire.pending:
            session.ending = "error"
            await session.refuse(UNINVITED)
        elif session.errors >= self._limits.hard_errors:
            session.ending = "limit"
            await session.refuse(TOO_MANY_ERRORS)

    async def _incident(self, name: str, error: Exception) -> Reply:
        """Something of ours broke. The client may try again; what broke is for the log only."""
        number = secrets.token_hex(4)
        text = "".join(traceback.format_exception_only(error)).strip()[:1000]
        self._events.emit(Failed(number, f"smtp_in {name}", text))
        await self._abandon()
        return Reply(451, "4.3.0", f"Internal error, try again later ({number})")

    async def _abandon(self) -> None:
        try:
            await self._session.reset()
        except Exception as error:
            self._events.emit(Failed("", "smtp_in abort", type(error).__name__))

    async def _farewell(self, reason: str) -> None:
        if reason in FAREWELLS:
            with suppress(Ended):
                await self._session.refuse(FAREWELLS[reason])
                await self._wire.flush()


def _name(verb: bytes, command: Command | None) -> str:
    """What is no verb may be a password."""
    return verb.decode() if command else "unknown"


def _starts_command(octet: int) -> bool:
    """A letter, or an empty line's CR or LF: TLS, JSON and the lines of a message after a refused DATA begin otherwise."""
    return 65 <= octet & 0xDF <= 90 or octet in b"\r\n"
