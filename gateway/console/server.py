"""The console's HTTP server: uvicorn in the gateway's own loop, without its signal handlers and its access log."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette

CROWD = 200
"""Requests and connections at once; more are told 503."""
_GRACE = 5
"""Seconds that requests may go on after the gateway was told to stop."""


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the gateway's business."""
        yield


class ConsoleServer:
    """Serves an application on sockets that are bound and listening."""

    def __init__(self, app: Starlette) -> None:
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=CROWD,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=_GRACE,
            h11_max_incomplete_event_size=32_768,
        )
        self._server = _Server(config)
        self._task: asyncio.Task[None] | None = None

    async def start(self, sockets: Sequence[socket.socket]) -> None:
        """Returns when it answers."""
        self._task = asyncio.create_task(self._server.serve(list(sockets)))
        up = asyncio.create_task(self._server.up.wait())
        await asyncio.wait((self._task, up), return_when=asyncio.FIRST_COMPLETED)

    async def close(self) -> None:
        """Takes no more, lets what is in work end, closes."""
        self._server.should_exit = True
        if self._task is not None:
            await self._task
