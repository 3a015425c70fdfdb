"""The monitoring port: the least of HTTP/1.1 (RFC 9112) that serves a few pages.

GET only, one request a connection, nothing of an error's text in an answer. The pages are those of `gateway.pages`.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

HEAD_LIMIT = 8192
"""Bytes of a request line with its header fields."""

TEXT = "text/plain; charset=utf-8"

_REQUEST = re.compile(rb"([!-~]+) (?:http://[!-.0-~]*)?(/[!-~]*) HTTP/1\.[01]\r\n")


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus
    body: bytes
    type: str = TEXT


Page = Callable[[], Awaitable[Answer]]


def plain(status: HTTPStatus) -> Answer:
    """The status in words."""
    return Answer(status, status.phrase.encode() + b"\n")


class HttpServer:
    """Serves `pages`, by their path, on the running loop.

    patience  seconds for a request to arrive, and again for its answer to be made and taken
    crowd     connections served at once; more are closed
    """

    def __init__(self, pages: Mapping[str, Page], patience: float = 10.0, crowd: int = 64) -> None:
        self._pages = pages
        self._patience = patience
        self._crowd = crowd
        self._open: set[asyncio.Task[None]] = set()
        self._servers: list[asyncio.Server] = []

    async def start(self, host: str, port: int) -> None:
        """Listen; port 0 takes a free one. Raises OSError where the address cannot be had."""
        self._servers.append(await asyncio.start_server(self._accept, host, port, limit=HEAD_LIMIT))

    async def serve(self, sock: socket.socket) -> None:
        """Listen on a socket that is bound already."""
        self._servers.append(await asyncio.start_server(self._accept, sock=sock, limit=HEAD_LIMIT))

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Where it listens: (ip, port) each."""
        return [sock.getsockname()[:2] for server in self._servers for sock in server.sockets]

    async def close(self) -> None:
        """Stop listening and drop what is being answered."""
        for server in self._servers:
            server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            if len(self._open) <= self._crowd:
                await self._serve(reader, writer)
        except (OSError, TimeoutError):
            writer.transport.abort()
        finally:
            self._open.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await self._head(reader)
        if head == b"":
            return
        async with asyncio.timeout(self._patience):
            answer = head if isinstance(head, Answer) else await self._answer(head)
            writer.write(_encode(answer))
            await writer.drain()
            if isinstance(head, Answer):
                await _hear_out(reader, writer)

    async def _head(self, reader: asyncio.StreamReader) -> bytes | Answer:
        """The request line and header fields; b"" where nothing came; an answer where they cannot be had."""
        try:
            async with asyncio.timeout(self._patience):
                return await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError:
            return plain(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        except asyncio.IncompleteReadError as error:
            return plain(HTTPStatus.BAD_REQUEST) if error.partial else b""
        except TimeoutError:
            return plain(HTTPStatus.REQUEST_TIMEOUT)

    async def _answer(self, head: bytes) -> Answer:
        request = _REQUEST.match(head)
        if not request:
            return plain(HTTPStatus.BAD_REQUEST)
        page = self._pages.get(request[2].partition(b"?")[0].decode("ascii"))
        if page is None:
            return plain(HTTPStatus.NOT_FOUND)
        if request[1] != b"GET":
            return plain(HTTPStatus.METHOD_NOT_ALLOWED)
        try:
            return await page()
        except Exception:  # its text is not for whoever asks
            return plain(HTTPStatus.INTERNAL_SERVER_ERROR)


def _encode(answer: Answer) -> bytes:
    allow = "Allow: GET\r\n" if answer.status is HTTPStatus.METHOD_NOT_ALLOWED else ""
    head = (
        f"HTTP/1.1 {answer.status.value} {answer.status.phrase}\r\n"
        f"Content-Type: {answer.type}\r\n"
        f"Content-Length: {len(answer.body)}\r\n"
        f"{allow}Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + answer.body


async def _hear_out(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Let a client that is still sending read its answer: closing on unread bytes would reset the connection (RFC 9112 9.6)."""
    with contextlib.suppress(TimeoutError, OSError):
        writer.write_eof()
        async with asyncio.timeout(1.0):
            while await reader.read(65536):
                pass
