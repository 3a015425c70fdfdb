"""aiosmtpd's protocol class, with the parts replaced that do not hold (its version is pinned in pyproject.toml).

Replaced, and why: commands and DATA (memory without bound, addresses rewritten, exception text sent out); the connection's
end, which cancelled the handler in the middle of a hand-over; the timer, which counted the upload; the look-ups by name of
every method for each connection, which cost more than a message; the stream reader, whose buffer cannot be had in one piece
and cannot be emptied before TLS without knowing its inside, which is not the same on every event loop.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, cast

import aiosmtpd.smtp

from gateway.smtp_in.wire import Wire

Serve = Callable[[Wire], Coroutine[Any, Any, None]]


class Connection(aiosmtpd.smtp.SMTP):
    """Runs `serve` on its wire. The client's leaving ends what can be read, never the task."""

    def __init__(self, serve: Serve, hostname: str, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(self, hostname=hostname, loop=loop)
        self._serve = serve
        self._wire: Wire

    def __dir__(self) -> Iterable[str]:
        """Nothing for the base class to look up: commands and mechanisms are in tables of our own."""
        return ()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._wire = Wire(cast(asyncio.Transport, transport), self, self.loop)
        self._handler_coroutine = self.loop.create_task(self._serve(self._wire))

    def data_received(self, data: bytes) -> None:
        self._wire.intake.feed(data)

    def eof_received(self) -> bool:
        """True keeps the transport open for our side; over TLS there is no such half."""
        self._wire.intake.end("lost")
        return self._wire.transport.can_write_eof()

    def connection_lost(self, error: Exception | None) -> None:
        self._wire.lost(error)

    def pause_writing(self) -> None:
        self._wire.outlet.pause()

    def resume_writing(self) -> None:
        self._wire.outlet.resume()


def cap_library_logs() -> None:
    """aiosmtpd logs commands, passwords and every line of DATA below this level."""
    for name in ("mail.log", "mail.debug"):
        logging.getLogger(name).setLevel(logging.ERROR)
