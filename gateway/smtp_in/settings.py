"""How the SMTP side is set up: plain values that the composition root fills in."""

from __future__ import annotations

import functools
import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass, field

from gateway.smtp_in.auth import Authenticator
from gateway.smtp_in.limits import Limits
from gateway.smtp_in.paths import Grammar
from gateway.smtp_in.tls import Certificate


class Networks:
    """A set of IP networks; an address that is none is in none."""

    def __init__(self, networks: Iterable[str] = ()) -> None:
        """Raises ValueError for what is no network."""
        self._networks = tuple(ipaddress.ip_network(network) for network in networks)
        self._known = functools.lru_cache(maxsize=4_096)(self._holds)  # asked several times a message

    def __contains__(self, ip: str) -> bool:
        return bool(self._networks) and self._known(ip)

    def _holds(self, ip: str) -> bool:
        try:
            address = ipaddress.ip_address(ip.partition("%")[0])
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network for network in self._networks)


NOWHERE = Networks()
LOOPBACK = Networks(["127.0.0.0/8", "::1/128"])


@dataclass(frozen=True, slots=True)
class Listener:
    """One port: an address to bind, or a socket that is bound already."""

    host: str = "127.0.0.1"
    port: int = 0
    implicit_tls: bool = False
    sock: socket.socket | None = None


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    hostname: str
    """The name in the banner and in EHLO's answer; never looked up."""
    limits: Limits = field(default_factory=Limits)
    certificate: Certificate | None = None
    require_tls: bool = False
    """No MAIL and no AUTH without TLS, whoever the client is."""
    authenticator: Authenticator | None = None
    plaintext_auth: Networks = LOOPBACK
    """Who may log in without TLS."""
    trusted: Networks = LOOPBACK
    """Who may send without a login."""
    proxies: Networks = NOWHERE
    """Peers that start with a PROXY protocol header, version 1 or 2."""
    xclient: Networks = NOWHERE
    xforward: Networks = NOWHERE
    strict_lines: bool = False
    """Refuse a bare LF in a message instead of making it CRLF."""
    grammar: Grammar = field(default_factory=Grammar)
