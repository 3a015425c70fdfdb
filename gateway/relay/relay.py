"""The SMTP relay: routes, one pool for each relay they name, and what those relays offer."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence

from gateway.envelope import Client, Credentials, Path, Reply
from gateway.events import Events, Failed
from gateway.relay.dial import Dialler
from gateway.relay.faults import Declined, Fault
from gateway.relay.pool import Pool
from gateway.relay.probe import RouteFacts, probe
from gateway.relay.route import RelaySettings, Route, choose
from gateway.relay.session import Session

_FRESH = 60.0
"""Seconds for which what a relay offers is believed."""
_RETRY = 5.0
"""Seconds until a relay that could not be reached is asked again, and at most so long an EHLO waits for its answer."""
_UNTRUE = Reply(454, "4.7.0", "The login cannot be checked now; try again later")


class SmtpRelay:
    """Implements `gateway.ports.Relay`. `routes` is not empty; the last one is the default.

    Raises `ValueError` for a `ca_file` that cannot be read.
    """

    def __init__(self, routes: Sequence[Route], events: Events) -> None:
        self._routes = tuple(routes)
        self._events = events
        self._diallers = {route.relay: Dialler(route.relay) for route in routes}
        self._pools = {relay: Pool(relay, dialler) for relay, dialler in self._diallers.items()}
        self._offers: dict[RelaySettings, tuple[float, frozenset[str]]] = {relay: (0.0, frozenset()) for relay in self._pools}
        """Until when it is believed (the loop's time), and what the relay offers."""
        self._asking = asyncio.Lock()

    async def open(self, client: Client, mail_from: Path) -> Session:
        """Touches no network: the relay is asked with the first RCPT."""
        route = choose(self._routes, client, mail_from)
        pool = self._pools[route.relay]
        return Session(route.name, pool, mail_from, client.credentials, lambda fault: self._report(route, fault))

    async def extensions(self) -> frozenset[str]:
        """What every relay offers, as the client may write to any of them; empty where one cannot be reached. Never raises."""
        now = asyncio.get_running_loop().time()
        if any(now >= self._offers[relay][0] for relay in self._pools):
            async with self._asking:
                await asyncio.gather(*map(self._renew, self._routes))
        return frozenset.intersection(*(offers for _, offers in self._offers.values()))

    async def authenticate(self, client: Client, credentials: Credentials) -> Reply:
        """Always on a new connection, so that a changed password counts at once; it is kept for this login's mail."""
        route = choose(self._routes, dataclasses.replace(client, login=credentials.username), Path(b""))
        pool = self._pools[route.relay]
        try:
            connection = await pool.take(credentials, fresh=True)
        except Declined as refusal:
            return refusal.reply
        except Fault as fault:
            self._report(route, fault)
            return _UNTRUE
        pool.give(connection)
        return Reply(235, "2.7.0", "Authentication successful")

    async def close(self) -> None:
        await asyncio.gather(*(pool.close() for pool in self._pools.values()))

    async def probe(self) -> tuple[RouteFacts, ...]:
        """Each route tried on a connection of its own, for the doctor. Never raises."""
        return tuple(await asyncio.gather(*(probe(route, self._diallers[route.relay]) for route in self._routes)))

    async def _renew(self, route: Route) -> None:
        now = asyncio.get_running_loop().time()
        until, known = self._offers[route.relay]
        if now >= until:
            self._offers[route.relay] = await self._ask(route, now, known)

    async def _ask(self, route: Route, now: float, known: frozenset[str]) -> tuple[float, frozenset[str]]:
        pool = self._pools[route.relay]
        if pool.full:
            return now + _RETRY, known
        try:
            async with asyncio.timeout(_RETRY):
                connection = await pool.take()
        except (Fault, TimeoutError) as error:
            self._report(route, error)
            return now + _RETRY, frozenset()
        pool.give(connection)
        return now + _FRESH, frozenset(connection.extensions)

    def _report(self, route: Route, error: Exception) -> None:
        self._events.emit(Failed("", f"relay {route.name}", f"{type(error).__name__}: {error}"))
