"""The SMTP server: listens, gives every connection its session, and ends in good order."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Sequence

from gateway.envelope import Client, Refused
from gateway.events import CommandRefused, Connected, Disconnected, Events, Failed
from gateway.ports import Transactions
from gateway.smtp_in.arrival import client_behind, greet, peer_of
from gateway.smtp_in.commands import COMMANDS
from gateway.smtp_in.connection import Connection, cap_library_logs
from gateway.smtp_in.conversation import Conversation
from gateway.smtp_in.intake import Ended
from gateway.smtp_in.session import Service, Session
from gateway.smtp_in.settings import Listener, SmtpSettings
from gateway.smtp_in.throttle import Doorkeeper, Throttle
from gateway.smtp_in.wire import Wire

_BACKLOG = 1024


class SmtpServer:
    """Drives `transactions` for every client that connects."""

    def __init__(self, transactions: Transactions, events: Events, settings: SmtpSettings) -> None:
        cap_library_logs()
        self._settings = settings
        self._service = Service(settings, COMMANDS, transactions, events, Throttle(settings.limits))
        self._doorkeeper = Doorkeeper(settings.limits)
        self._servers: list[asyncio.Server] = []
        self._conversations: set[Conversation] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._draining = False

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """(host, port) of every listening socket, in the listeners' order."""
        return tuple(sock.getsockname()[:2] for server in self._servers for sock in server.sockets)

    async def start(self, listeners: Sequence[Listener]) -> None:
        """Accept connections. Raises OSError where an address cannot be bound; nothing listens then."""
        try:
            for listener in listeners:
                self._servers.append(await self._listen(listener))
        except OSError:
            await self.close()
            raise

    def reload_tls(self) -> None:
        """Read the certificate again, for new handshakes. Raises OSError or ssl.SSLError: the old one stays."""
        if self._settings.certificate is not None:
            self._settings.certificate.reload()

    async def drain(self, seconds: float) -> None:
        """Stop accepting; tell idle clients to come back (421) and let open transactions finish, for at most `seconds`."""
        self._stop_listening()
        for conversation in tuple(self._conversations):
            conversation.drain()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=seconds)

    async def close(self) -> None:
        """End everything now. A message that is being handed over stays unanswered: its client still has it."""
        self._stop_listening()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*tuple(self._tasks), return_exceptions=True)

    async def _listen(self, listener: Listener) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        serve = functools.partial(self._serve, listener.implicit_tls)
        factory = functools.partial(Connection, serve, self._settings.hostname, loop)
        if listener.sock is not None:
            return await loop.create_server(factory, sock=listener.sock, backlog=_BACKLOG)
        return await loop.create_server(factory, listener.host, listener.port, backlog=_BACKLOG)

    def _stop_listening(self) -> None:
        self._draining = True
        for server in self._servers:
            server.close()
        self._servers.clear()

    async def _serve(self, implicit_tls: bool, wire: Wire) -> None:
        """One connection from beginning to end. The task that its protocol starts is kept here until it is done."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._receive(wire, peer_of(wire), implicit_tls)
            await wire.close(self._settings.limits.linger)
        finally:
            wire.abort()
            self._tasks.discard(task)

    async def _receive(self, wire: Wire, peer: Client, implicit_tls: bool) -> None:
        try:
            client = await client_behind(self._settings, peer, wire)
            await self._admit(wire, client, peer.ip, implicit_tls)
        except Ended as ended:
            self._service.events.emit(Connected("", peer))
            self._service.events.emit(Disconnected("", peer, ended.reason))
        except Exception as error:
            self._service.events.emit(Failed("", "smtp_in serve", repr(type(error))))

    async def _admit(self, wire: Wire, client: Client, peer_ip: str, implicit_tls: bool) -> None:
        try:
            self._doorkeeper.enter(client.ip)
        except Refused as refused:
            self._service.events.emit(CommandRefused("", client, "connect", refused.reply))
            if not implicit_tls:
                await wire.send(refused.reply.encode())
            return
        try:
            await self._converse(Session(self._service, wire, client, peer_ip), implicit_tls)
        finally:
            self._doorkeeper.leave(client.ip)

    async def _converse(self, session: Session, implicit_tls: bool) -> None:
        self._service.events.emit(Connected("", session.client))
        conversation = Conversation(session)
        self._conversations.add(conversation)
        if self._draining:  # accepted just before the listeners closed
            conversation.drain()
        try:
            await conversation.run(greet(session, implicit_tls))
        finally:
            self._conversations.discard(conversation)
