"""The console's server: clients that say nothing, and proxies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateway.console.app import make_app
from gateway.console.server import ConsoleServer
from gateway.console.service import origins
from gateway.listening import bound
from tests.gateway.console.stage import Stage


@pytest.fixture
async def port(stage: Stage) -> AsyncIterator[int]:
    (sock,) = bound("127.0.0.1", 0)
    number: int = sock.getsockname()[1]
    server = ConsoleServer(make_app(stage.desk, frozenset((f"http://127.0.0.1:{number}",))), patience=0.2)
    await server.start([sock])
    yield number
    await server.close()


async def test_a_client_that_sends_no_request_is_let_go(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    async with asyncio.timeout(30):
        await reader.read()
    writer.close()


async def test_a_request_is_answered_without_naming_the_server(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 200 ") and b"\r\nserver:" not in answer.lower()


@pytest.mark.parametrize(
    "junk",
    (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ),
    ids=("smuggling", "length", "tls", "long"),
)
async def test_what_is_no_request_gets_nothing_of_ours(port: int, junk: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(junk)
    async with asyncio.timeout(30):
        try:
            answer = await reader.read()
        except ConnectionError:
            answer = b""
    writer.close()
    assert not answer or answer.split(b" ")[1] in (b"400", b"421")


def test_the_console_is_reached_as_it_listens_or_as_is_said() -> None:
    assert origins("", [("127.0.0.1", 9226), ("::1", 9226)]) == {
        "http://127.0.0.1:9226", "http://[::1]:9226", "http://localhost:9226",
    }  # fmt: skip
    assert origins("https://review.example/", [("127.0.0.1", 9226)]) == {"https://review.example"}
