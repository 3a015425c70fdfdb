"""From an accepted connection to the banner: PROXY header, connection limits, implicit TLS, early talkers."""

from __future__ import annotations

from aiosmtpd.proxy_protocol import V2_CMD, get_proxy

from gateway.envelope import Client
from gateway.smtp_in.intake import Ended
from gateway.smtp_in.session import NOT_SMTP, Session
from gateway.smtp_in.settings import SmtpSettings
from gateway.smtp_in.wire import Wire

_PROXY_LINE = 107


def peer_of(wire: Wire) -> Client:
    """The other end of the socket; '' where it has gone already. IPv4 through an IPv6 socket is IPv4."""
    name = wire.transport.get_extra_info("peername")
    if not isinstance(name, tuple):
        return Client("")
    ip = str(name[0])
    return Client(ip.removeprefix("::ffff:") if "." in ip else ip, int(name[1]))


async def client_behind(settings: SmtpSettings, peer: Client, wire: Wire) -> Client:
    """The client a proxy speaks for (PROXY protocol 1 and 2), or the peer itself. Raises `Ended`."""
    if peer.ip not in settings.proxies:
        return peer
    wire.allow(settings.limits.command)
    proxy = await get_proxy(_ProxyReader(wire))
    if not proxy:
        raise Ended("error")
    if proxy.command == V2_CMD.LOCAL or proxy.src_addr is None:
        return peer
    return Client(str(proxy.src_addr), proxy.src_port or 0)


async def greet(session: Session, implicit_tls: bool) -> None:
    """TLS where the port has it, then the banner. Raises `Ended`."""
    limits, wire, certificate = session.limits, session.wire, session.settings.certificate
    wire.allow(limits.command)
    if implicit_tls:
        if certificate is None:
            raise Ended("error")
        await wire.start_tls(certificate.context, limits.tls_handshake, implicit=True)
        session.identify(tls=True)
    if limits.greeting_delay and await wire.talks_within(limits.greeting_delay):
        await session.refuse(NOT_SMTP)
        session.ending = "error"
        return
    await wire.send(session.banner.encode())


class _ProxyReader:
    """A wire as aiosmtpd's parser of PROXY headers reads it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def read(self, n: int = _PROXY_LINE) -> bytes:
        return await self._wire.block(n)

    async def readexactly(self, n: int) -> bytes:
        octets = b""
        while len(octets) < n:
            octets += await self._wire.block(n - len(octets))
        return octets

    async def readuntil(self, separator: bytes = b"\n") -> bytes:
        return await self._wire.line(_PROXY_LINE)
