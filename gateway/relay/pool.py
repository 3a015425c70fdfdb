"""The connections to one relay: never more than allowed, kept a while for the next message, never kept once in doubt."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, Protocol

from gateway.envelope import Credentials
from gateway.relay.connection import Connection
from gateway.relay.faults import Busy
from gateway.relay.route import RelaySettings


class Dials(Protocol):
    def dial(self, credentials: Credentials | None = None) -> Awaitable[Connection]: ...


class Pool:
    """Every `take` is followed by exactly one `give`."""

    def __init__(self, settings: RelaySettings, dialler: Dials) -> None:
        self._settings = settings
        self._dialler = dialler
        self._slots = asyncio.Semaphore(settings.connections)
        self._busy = 0
        self._idle: list[tuple[float, Connection]] = []
        """(when it became idle, connection), oldest first."""
        self._sweeper: asyncio.TimerHandle | None = None
        self._farewells: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def full(self) -> bool:
        """All connections are in use: who asks for one has to wait."""
        return self._slots.locked()

    async def take(self, credentials: Credentials | None = None, *, fresh: bool = False) -> Connection:
        """An idle connection opened for the same login, else a new one. Raises `Fault`; `Busy` when all stay in use."""
        await self._slot()
        try:
            connection = None if fresh else self._pick(credentials)
            if connection is None:
                self._make_room()
                connection = await self._dialler.dial(credentials)
        except BaseException:
            self._free()
            raise
        return connection

    def give(self, connection: Connection) -> None:
        """Take back a connection in no transaction. One that is owed a reply, or broken, is closed."""
        self._free()
        if not connection.reusable:
            connection.abort()
        elif self._closed:
            self._part(connection)
        else:
            self._idle.append((asyncio.get_running_loop().time(), connection))
            self._schedule()

    async def close(self) -> None:
        """Say QUIT on every idle connection; those in use follow when they are given back."""
        self._closed = True
        while self._idle:
            self._part(self._idle.pop()[1])
        if self._sweeper:
            self._sweeper.cancel()
        await asyncio.gather(*self._farewells)

    async def _slot(self) -> None:
        if self.full:
            await self._turn()
        else:
            await self._slots.acquire()
        self._busy += 1

    async def _turn(self) -> None:
        try:
            async with asyncio.timeout(self._settings.timeouts.slot):
                await self._slots.acquire()
        except TimeoutError:
            raise Busy(f"{self._settings.connections} connections in use") from None

    def _free(self) -> None:
        self._busy -= 1
        self._slots.release()

    def _pick(self, credentials: Credentials | None) -> Connection | None:
        """The connection idle for the shortest time, since it is the least likely to have been forgotten at the other end."""
        for index in range(len(self._idle) - 1, -1, -1):
            connection = self._idle[index][1]
            if connection.key == credentials and connection.reusable:
                del self._idle[index]
                connection.reused = True
                return connection
        return None

    def _make_room(self) -> None:
        """Idle connections count too: the oldest leave where the new one would be one too many."""
        while self._idle and self._busy + len(self._idle) > self._settings.connections:
            self._part(self._idle.pop(0)[1])

    def _schedule(self) -> None:
        if self._sweeper is None and self._idle:
            due = self._idle[0][0] + self._settings.idle
            self._sweeper = asyncio.get_running_loop().call_at(due, self._sweep)

    def _sweep(self) -> None:
        self._sweeper = None
        oldest = asyncio.get_running_loop().time() - self._settings.idle
        while self._idle and self._idle[0][0] <= oldest:
            self._part(self._idle.pop(0)[1])
        self._schedule()

    def _part(self, connection: Connection) -> None:
        self._keep(connection.quit())

    def _keep(self, farewell: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(farewell)
        self._farewells.add(task)
        task.add_done_callback(self._farewells.discard)
