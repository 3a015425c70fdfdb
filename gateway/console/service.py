"""The console as a part of the gateway: a desk on a database connection of its own, and the server."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from starlette.applications import Starlette

from gateway.api.app import Front, make_api
from gateway.build import store_url
from gateway.console.app import make_app
from gateway.console.server import ConsoleServer
from gateway.ports import Inspector
from gateway.release import Releaser
from gateway.review.desk import Desk
from gateway.settings import Settings
from gateway.store.database import Database
from gateway.store.tokens import Tokens


class ConsoleService:
    """Its database is apart from the one that mail is held in, so that no search delays a hold."""

    def __init__(
        self, database: Database, desk: Desk, app: Starlette, server: ConsoleServer, addresses: list[tuple[str, int]]
    ) -> None:
        self._database = database
        self._app = app
        self._desk = desk
        self._server = server
        self.addresses = addresses

    @classmethod
    async def start(
        cls, settings: Settings, releaser: Releaser, inspector: Inspector, sockets: Sequence[socket.socket]
    ) -> ConsoleService:
        """Returns when it answers on the sockets. Raises `Unusable` for the store."""
        database = await Database.open(store_url(settings))
        desk = Desk.on(database, releaser, inspector, settings.console.four_eyes)
        addresses = [sock.getsockname()[:2] for sock in sockets]
        app = make_app(desk, origins(settings.console.origin, addresses))
        server = ConsoleServer(Front(make_api(desk, Tokens(database)), app), settings.console.proxies)
        await server.start(sockets)
        return cls(database, desk, app, server, addresses)

    async def close(self) -> None:
        await self._server.close()
        self._app.state.console.signing_in.close()
        await self._desk.close()
        await self._database.close()


def origins(given: str, addresses: Sequence[tuple[str, int]]) -> frozenset[str]:
    """Under which scheme, host and port the console is reached: as the settings say, else as it listens."""
    if given:
        return frozenset((given.rstrip("/"),))
    hosts = {"localhost", *(f"[{ip}]" if ":" in ip else ip for ip, _ in addresses)}
    return frozenset(f"http://{host}:{port}" for host in hosts for _, port in addresses)
