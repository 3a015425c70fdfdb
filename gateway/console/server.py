"""The console's HTTP server: uvicorn in the gateway's own loop, without its signal handlers and its access log."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

CROWD = 200
"""Requests and connections at once; more are told 503."""
_GRACE = 5
"""Seconds that requests may go on after the gateway was told to stop."""


class _Impatient(H11Protocol):
    """Closes connections whose request does not come; uvicorn would wait for ever (slow loris)."""

    def __init__(self, *args: Any, patience: float, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._patience = patience

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(self._patience, self._close_without_request)

    def _close_without_request(self) -> None:
        if self.cycle is None:
            self.transport.close()


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

    def __init__(self, app: ASGIApp, proxies: Sequence[str] = (), patience: float = 15.0) -> None:
        """`proxies`: networks whose X-Forwarded-For is believed; `patience`: seconds for a request's header fields."""
        config = uvicorn.Config(
            app,
            http=partial(_Impatient, patience=patience),  # type: ignore[arg-type]
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=list(proxies),
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
