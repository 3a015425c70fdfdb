"""The sockets of one gateway, bound and listening: opened once, served by one process or by several."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from typing import Self

from gateway.settings import Settings, endpoint
from gateway.smtp_in.settings import Listener

BACKLOG = 1024
_NOT_HERE = frozenset((errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT))
"""`localhost` is ::1 too in many a container that has no IPv6."""


@dataclass(frozen=True, slots=True)
class Listening:
    smtp: tuple[Listener, ...]
    http: tuple[socket.socket, ...]
    console: tuple[socket.socket, ...] = ()

    @classmethod
    def on(cls, settings: Settings) -> Self:
        """Raises OSError where an address cannot be had."""
        smtp = [(address, False) for address in settings.smtp.listen] + [
            (address, True) for address in settings.smtp.listen_tls
        ]
        listeners = (Listener(implicit_tls=tls, sock=sock) for address, tls in smtp for sock in bound(*endpoint(address)))
        console = bound(*endpoint(settings.console.listen)) if settings.console.enabled else ()
        return cls(tuple(listeners), tuple(bound(*endpoint(settings.http.listen))), tuple(console))

    def close(self) -> None:
        """In this process; others that have the sockets keep them."""
        for sock in (*(listener.sock for listener in self.smtp), *self.http, *self.console):
            if sock is not None:
                sock.close()


def bound(host: str, port: int) -> list[socket.socket]:
    """A listening socket for each address of a host that this machine has, '' being any. Raises OSError where there is none."""
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    missing = None
    for family, address in dict.fromkeys((family, address) for family, _, _, _, address in found):
        try:
            sockets.append(socket.create_server(address, family=family, backlog=BACKLOG))
        except OSError as error:
            if error.errno not in _NOT_HERE:
                raise
            missing = error
    if missing and not sockets:
        raise missing
    return sockets
