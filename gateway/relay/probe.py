"""What a route's relay is like, tried on a connection of its own: facts for the `doctor` command."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from gateway.relay.connection import Connection
from gateway.relay.dial import Dialler
from gateway.relay.faults import Fault
from gateway.relay.route import Route


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """`error` is '' where the connection, TLS and login all came about as set; the other facts are then known."""

    route: str
    host: str
    port: int
    error: str = ""
    extensions: frozenset[str] = frozenset()
    tls: str = ""
    """TLS version, '' for none."""
    certificate: str = ""
    """Its subject (RFC 4514)."""
    expires: datetime | None = None
    """UTC."""
    authenticated: bool = False


async def probe(route: Route, dialler: Dialler) -> RouteFacts:
    """Never raises for what the relay does."""
    try:
        connection = await dialler.dial()
    except Fault as fault:
        return RouteFacts(route.name, route.relay.host, route.relay.port, f"{type(fault).__name__}: {fault}")
    facts = _facts(route, connection)
    await connection.quit()
    return facts


def _facts(route: Route, connection: Connection) -> RouteFacts:
    tls: ssl.SSLObject | None = connection.wire.transport.get_extra_info("ssl_object")
    der = tls.getpeercert(binary_form=True) if tls else None
    certificate = x509.load_der_x509_certificate(der) if der else None
    return RouteFacts(
        route.name,
        route.relay.host,
        route.relay.port,
        extensions=frozenset(connection.extensions),
        tls=(tls.version() or "") if tls else "",
        certificate=certificate.subject.rfc4514_string() if certificate else "",
        expires=certificate.not_valid_after_utc if certificate else None,
        authenticated=connection.login is not None,
    )
