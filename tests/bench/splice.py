"""The least a proxy can do: bytes from one socket to another, nothing read."""

from __future__ import annotations

import asyncio
import sys


class _End(asyncio.Protocol):
    """One of two connections; what comes in here goes out there."""

    def __init__(self, other: _End | None, relay: int) -> None:
        self._other = other
        self._relay = relay
        self._early: list[bytes] = []
        self._opening: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if self._other is None:
            self._opening = asyncio.create_task(self._open())

    async def _open(self) -> None:
        loop = asyncio.get_running_loop()
        _, self._other = await loop.create_connection(lambda: _End(self, self._relay), "127.0.0.1", self._relay)
        self._other.transport.writelines(self._early)

    def data_received(self, data: bytes) -> None:
        if self._other is None:
            self._early.append(data)
        else:
            self._other.transport.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._other is not None:
            self._other.transport.close()


async def main(port: int, relay: int) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _End(None, relay), "127.0.0.1", port, backlog=1_024)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:3])))
