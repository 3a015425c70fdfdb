"""One SMTP session: what is known of the client, and the transaction that is open. Commands work on this."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gateway.envelope import Client, Refused, Reply
from gateway.events import CommandRefused, Events
from gateway.ports import Transaction, Transactions
from gateway.smtp_in.settings import SmtpSettings
from gateway.smtp_in.throttle import Throttle
from gateway.smtp_in.wire import Wire

Command = Callable[["Session", bytes], Awaitable[Reply | None]]
"""From the argument to the reply; None where the command has sent one itself. `Refused` is a reply of this side: it counts
as the client's error and is reported. What is returned is an answer, whoever gave it."""

NOT_SMTP = Reply(554, "5.5.0", "This is an SMTP server")


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
        """Who XFORWARD says the next message comes from: told, and trusted for nothing."""
        self.greeted = False
        self.offered: frozenset[str] = frozenset()
        """The extensions of the last EHLO; none after HELO."""
        self.transaction: Transaction | None = None
        self.utf8 = False
        self.recipients = 0
        self.accepted = 0
        self.messages = 0
        self.errors = 0
        self.junk = 0
        self.auth_failures = 0
        self.refused_data = False
        """DATA was refused; a client that ignores it sends a message where commands are expected."""
        self.ending = ""
        """Why the session ends with the next reply: the reason of `Disconnected`."""

    @property
    def banner(self) -> Reply:
        """No version: it helps only who looks for a weak one."""
        return Reply(220, "", f"{self.settings.hostname} ESMTP")

    @property
    def sender(self) -> Client:
        """The client a transaction is told of: the forwarded one's address with this one's rights."""
        if self.forwarded is None:
            return self.client
        return replace(self.client, ip=self.forwarded.ip, port=self.forwarded.port, helo=self.forwarded.helo)

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
        self.junk = 0
        reply = await transaction.data(raw)
        if reply.positive:
            self.errors = 0
        return reply

    def identify(self, **changes: Any) -> None:
        """Change what is known of the client."""
        self.client = replace(self.client, **changes)

    def begin_again(self, **changes: Any) -> None:
        """As after the banner: after STARTTLS and XCLIENT nothing said before counts (RFC 3207 4.2)."""
        self.greeted, self.offered, self.forwarded = False, frozenset(), None
        self.identify(**changes)

    def no_argument(self, argument: bytes) -> None:
        if argument:
            raise Refused(Reply(501, "5.5.4", "No argument is expected"))

    async def refuse(self, reply: Reply, command: str = "") -> None:
        """Send a refusal outside the answer to a command, and report it."""
        self.report(reply, command)
        await self.wire.send(reply.encode())

    def report(self, reply: Reply, command: str) -> None:
        self.service.events.emit(CommandRefused("", self.client, command, reply))
