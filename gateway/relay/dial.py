"""From nothing to a ready connection: TCP, greeting, EHLO, STARTTLS, AUTH. What fails on the way leaves no socket behind."""

from __future__ import annotations

import asyncio
import ssl

from gateway.envelope import Credentials
from gateway.relay.connection import Connection
from gateway.relay.faults import BadTls, Declined, NoLogin, NoTls, Unreachable
from gateway.relay.login import log_in
from gateway.relay.protocol import Wire
from gateway.relay.replies import WireReply, completed, for_client
from gateway.relay.route import RelaySettings


class Dialler:
    """Opens connections to one relay; the TLS context is made once, since reading the system's authorities takes its time."""

    def __init__(self, settings: RelaySettings) -> None:
        self.settings = settings
        self._context = None if settings.tls == "none" else _context(settings)

    async def dial(self, credentials: Credentials | None = None) -> Connection:
        """A connection that took `credentials`, else the gateway's own login where it has one. Raises `Fault`."""
        connection = await self._connect()
        connection.key = credentials
        try:
            _accepted(await connection.greeting())
            await self._hello(connection)
            if self.settings.tls in ("starttls", "opportunistic"):
                await self._start_tls(connection)
            await self._log_in(connection, credentials)
        except BaseException:
            connection.abort()
            raise
        return connection

    async def _connect(self) -> Connection:
        implicit = self._context if self.settings.tls == "implicit" else None
        create = asyncio.get_running_loop().create_connection(
            lambda: Wire(expected=1),
            self.settings.host,
            self.settings.port,
            ssl=implicit,
            server_hostname=self.settings.host if implicit else None,
        )
        try:
            async with asyncio.timeout(self.settings.timeouts.connect):
                _, wire = await create
        except ssl.SSLError as error:
            raise BadTls(str(error)) from error
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"{self.settings.host}:{self.settings.port}: {str(error) or 'no connection in time'}") from error
        return Connection(wire, self.settings.timeouts)

    async def _hello(self, connection: Connection) -> None:
        """EHLO, or HELO for a relay that knows no EHLO (RFC 5321 3.2)."""
        name = self.settings.hello.encode()
        (reply,) = await connection.ask(b"EHLO " + name)
        connection.extensions = _extensions(reply) if reply.kind == 2 else {}
        if reply.kind == 5:
            (reply,) = await connection.ask(b"HELO " + name)
        _accepted(reply)

    async def _start_tls(self, connection: Connection) -> None:
        required = self.settings.tls == "starttls"
        if "STARTTLS" not in connection.extensions:
            if required:
                raise NoTls("the relay does not offer STARTTLS")
            return
        reply = completed(await connection.start_tls())
        if reply.kind == 2:
            await self._handshake(connection)
            await self._hello(connection)
        elif required:
            raise NoTls(f"the relay answered {reply.code} to STARTTLS")
        else:
            connection.wire.resume()

    async def _handshake(self, connection: Connection) -> None:
        """A new `Wire` takes over: what the old one may have read in clear goes away with it."""
        assert self._context is not None
        clear, connection.wire = connection.wire, Wire()
        connection.wire.transport = clear.transport
        start = asyncio.get_running_loop().start_tls(
            clear.transport, connection.wire, self._context, server_hostname=self.settings.host
        )
        try:
            async with asyncio.timeout(self.settings.timeouts.connect):
                transport = await start
        except OSError as error:
            raise BadTls(str(error) or "no handshake in time") from error
        if transport is None:
            raise BadTls("the relay closed the connection during the handshake")
        connection.wire.connection_made(transport)

    async def _log_in(self, connection: Connection, credentials: Credentials | None) -> None:
        """A password goes in clear only to a relay the operator has set to `tls = "none"`."""
        own = Credentials(self.settings.username, self.settings.password) if self.settings.username else None
        login = credentials or own
        if login is None:
            return
        if self.settings.tls != "none" and connection.wire.transport.get_extra_info("ssl_object") is None:
            raise NoTls("a login needs encryption, and the relay offers none")
        try:
            await log_in(connection, login)
        except Declined as refusal:
            if credentials:
                raise
            raise NoLogin(f"the relay refused the gateway's login: {refusal}") from refusal


def _accepted(reply: WireReply) -> None:
    if completed(reply).kind != 2:
        raise Declined(for_client(reply))


def _extensions(reply: WireReply) -> dict[str, str]:
    """Keyword and parameters of every line but the first (RFC 5321 4.1.1.1); the old form `AUTH=LOGIN` too."""
    lines = [line.decode("latin-1").replace("=", " ", 1).strip() for line in reply.lines[1:]]
    pairs = [line.partition(" ") for line in lines if line]
    merged: dict[str, str] = {}
    for keyword, _, parameters in pairs:
        merged[keyword.upper()] = f"{merged.get(keyword.upper(), '')} {parameters}".strip()
    return merged


def _context(settings: RelaySettings) -> ssl.SSLContext:
    """Raises `ValueError` for a `ca_file` that holds no certificates."""
    try:
        context = ssl.create_default_context(cafile=settings.ca_file or None)
    except OSError as error:
        raise ValueError(f"ca_file: {settings.ca_file}: {error.strerror or error}") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.tls == "opportunistic" or not settings.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
