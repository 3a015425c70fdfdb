"""aiosmtpd's protocol class, with the parts replaced that do not hold (its version is pinned in pyproject.toml).

What stays is how a connection becomes a stream reader and writer with a task of its own. Replaced, and why:
commands and DATA (memory without bound, addresses rewritten, exception text sent out); the connection's end, which
cancelled the handler in the middle of a hand-over; the timer, which counted the upload; the look-ups by name of every
method for each connection, which cost more than a message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

import aiosmtpd.smtp

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Connection(aiosmtpd.smtp.SMTP):
    """Runs `serve` on its streams. The client's leaving ends the streams, never the task."""

    line_length_limit = 65_536
    """The stream reader's high-water mark, in octets."""

    def __init__(self, serve: Serve, hostname: str, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(self, hostname=hostname, loop=loop)
        self._serve = serve

    def __dir__(self) -> Iterable[str]:
        """Nothing for the base class to look up: commands and mechanisms are in tables of our own."""
        return ()

    def connection_lost(self, error: Exception | None) -> None:
        asyncio.StreamReaderProtocol.connection_lost(self, error)

    def eof_received(self) -> bool | None:
        return asyncio.StreamReaderProtocol.eof_received(self)

    def _reset_timeout(self, duration: float | None = None) -> None:
        """The wire has the deadlines."""

    async def _handle_client(self) -> None:
        await self._serve(self._reader, self._writer)


def cap_library_logs() -> None:
    """aiosmtpd logs commands, passwords and every line of DATA below this level."""
    for name in ("mail.log", "mail.debug"):
        logging.getLogger(name).setLevel(logging.ERROR)
