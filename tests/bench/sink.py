"""The relay at the end: takes every message, keeps none, and tells in its reply to NOOP how many it took."""

from __future__ import annotations

import asyncio
import sys

_EXTENSIONS = b"250-sink.example\r\n250-PIPELINING\r\n250-SIZE 100000000\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 DSN\r\n"


class Sink(asyncio.Protocol):
    """Just enough of RFC 5321 for a well-behaved client."""

    taken = 0

    def __init__(self) -> None:
        self._line = b""
        self._tail: bytes | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"220 sink.example ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        while data:
            data = self._command(data) if self._tail is None else self._body(self._tail, data)

    def _body(self, tail: bytes, data: bytes) -> bytes:
        """Reads to the final dot, which may be cut anywhere: five octets of what went before are kept."""
        window = tail + data[:5]
        if (end := window.find(b"\r\n.\r\n")) >= 0:
            rest = data[end + 5 - len(tail) :]
        elif (end := data.find(b"\r\n.\r\n")) >= 0:
            rest = data[end + 5 :]
        else:
            self._tail = (tail + data[-5:])[-5:]
            return b""
        self._tail = None
        Sink.taken += 1
        self._transport.write(b"250 2.0.0 taken\r\n")
        return rest

    def _command(self, data: bytes) -> bytes:
        line, newline, rest = (self._line + data).partition(b"\r\n")
        if not newline:
            self._line = line
            return b""
        self._line = b""
        self._answer(line[:4].upper())
        return rest

    def _answer(self, verb: bytes) -> None:
        if verb == b"EHLO":
            self._transport.write(_EXTENSIONS)
        elif verb == b"DATA":
            self._tail = b"\r\n"
            self._transport.write(b"354 go on\r\n")
        elif verb == b"NOOP":
            self._transport.write(b"250 2.0.0 %d\r\n" % Sink.taken)
        elif verb == b"QUIT":
            self._transport.write(b"221 2.0.0 bye\r\n")
            self._transport.close()
        else:
            self._transport.write(b"250 2.0.0 ok\r\n")


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port, backlog=1_024)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
