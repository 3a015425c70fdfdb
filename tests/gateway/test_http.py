"""The little HTTP server: right answers to right and wrong requests, within bounds."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from http import HTTPStatus

import pytest

from gateway.http import HEAD_LIMIT, Answer, HttpServer, plain

LONG = 60


async def hello() -> Answer:
    return Answer(HTTPStatus.OK, b"hello\n")


async def broken() -> Answer:
    raise RuntimeError("secret of the house")


async def hanging() -> Answer:
    await asyncio.Event().wait()
    return plain(HTTPStatus.OK)


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    server = HttpServer({"/hello": hello, "/broken": broken}, patience=LONG)
    await server.start("127.0.0.1", 0)
    yield server
    await server.close()


async def ask(server: HttpServer, request: bytes, half_close: bool = False) -> bytes:
    """The whole answer, to the end of the connection."""
    reader, writer = await asyncio.open_connection(*server.addresses[0])
    writer.write(request)
    if half_close:
        writer.write_eof()
    try:
        async with asyncio.timeout(LONG):
            return await reader.read()
    finally:
        writer.close()


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


GET = b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n"


async def test_a_page_is_answered_whole_and_the_connection_closed(server: HttpServer) -> None:
    head, _, body = (await ask(server, GET % b"/hello")).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert body == b"hello\n"
    assert {b"Content-Length: 6", b"Connection: close", b"Content-Type: text/plain; charset=utf-8"} <= set(head.split(b"\r\n"))


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (GET % b"/hello?a=b", 200),
        (b"GET /hello HTTP/1.0\r\n\r\n", 200),
        (GET % b"http://127.0.0.1:1/hello", 200),
        (GET % b"/", 404),
        (GET % b"/hello/", 404),
        (GET % b"//hello", 404),
        (GET % b"/../hello", 404),
        (GET % b"/%68ello", 404),
        (b"POST /nothing HTTP/1.1\r\n\r\n", 404),
        (b"POST /hello HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 405),
        (b"get /hello HTTP/1.1\r\n\r\n", 405),
        (b"HEAD /hello HTTP/1.1\r\n\r\n", 405),
        (b"GET /hello\r\n\r\n", 400),
        (b"GET /hello HTTP/2.0\r\n\r\n", 400),
        (b"GET  /hello HTTP/1.1\r\n\r\n", 400),
        (b"GET hello HTTP/1.1\r\n\r\n", 400),
        (b"GET /he\x00llo HTTP/1.1\r\n\r\n", 400),
        (b"GET /h\xc3\xa9 HTTP/1.1\r\n\r\n", 400),
        (b"EHLO mail.example\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\r\n\r\n", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"\r\n\r\n", 400),
        (GET % b"/broken", 500),
    ],
)
async def test_requests_get_their_status(server: HttpServer, request_: bytes, expected: int) -> None:
    assert status(await ask(server, request_)) == expected


async def test_any_bytes_are_answered_or_closed_and_the_server_lives(server: HttpServer) -> None:
    dice = random.Random(9110)
    words = [
        b"GET ",
        b"/hello",
        b" HTTP/1.1",
        b"\r\n",
        b"\r\n\r\n",
        b"\n",
        b"\0",
        b"\xff",
        b"%00",
        b"http://",
        b"?",
        b"Host: x",
        b":",
    ]
    for _ in range(300):
        sent = b"".join(dice.choices(words, k=dice.randrange(1, 12))) + dice.randbytes(dice.randrange(3))
        answer = await ask(server, sent, half_close=True)
        assert not answer or status(answer) in {200, 400, 404, 405}
    assert status(await ask(server, GET % b"/hello")) == 200


async def test_a_wrong_method_names_the_right_one(server: HttpServer) -> None:
    assert b"\r\nAllow: GET\r\n" in await ask(server, b"DELETE /hello HTTP/1.1\r\n\r\n")


async def test_no_exception_text_is_told(server: HttpServer) -> None:
    assert b"secret" not in await ask(server, GET % b"/broken")


async def test_a_head_beyond_the_limit_is_refused_readably(server: HttpServer) -> None:
    assert status(await ask(server, b"GET /hello HTTP/1.1\r\nX: " + b"x" * HEAD_LIMIT * 20)) == 431
    assert status(await ask(server, b"GET /hello HTTP/1.1\r\nX: " + b"x" * (HEAD_LIMIT - 100) + b"\r\n\r\n")) == 200


async def test_a_request_cut_off_is_bad_and_silence_is_no_request(server: HttpServer) -> None:
    for sent, expected in ((b"GET /hello HT", b"HTTP/1.1 400 "), (b"", b"")):
        reader, writer = await asyncio.open_connection(*server.addresses[0])
        writer.write(sent)
        writer.write_eof()
        assert (await reader.read())[:13] == expected
        writer.close()


async def test_a_request_byte_by_byte_is_the_same_request(server: HttpServer) -> None:
    reader, writer = await asyncio.open_connection(*server.addresses[0])
    for byte in GET % b"/hello":
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0)
    assert (await reader.read()).endswith(b"hello\n")
    writer.close()


async def test_a_request_that_never_ends_is_answered_in_time() -> None:
    server = HttpServer({}, patience=0.05)
    await server.start("127.0.0.1", 0)
    assert status(await ask(server, b"GET /hello HTTP/1.1\r\nX: slow")) == 408
    await server.close()


async def test_a_page_that_hangs_is_dropped() -> None:
    server = HttpServer({"/": hanging}, patience=0.05)
    await server.start("127.0.0.1", 0)
    assert await ask(server, GET % b"/") == b""
    await server.close()


async def test_a_crowd_is_turned_away_and_then_served_again() -> None:
    server = HttpServer({"/hello": hello}, patience=LONG, crowd=2)
    await server.start("127.0.0.1", 0)
    waiting = [await asyncio.open_connection(*server.addresses[0]) for _ in range(2)]
    for _, writer in waiting:
        writer.write(b"GET ")
        await writer.drain()
    reader, writer = await asyncio.open_connection(*server.addresses[0])
    assert await reader.read() == b""
    writer.close()
    for _, writer in waiting:
        writer.close()
    answer = b""
    while not answer:
        with contextlib.suppress(ConnectionResetError):  # turned away before its request was read
            answer = await ask(server, GET % b"/hello")
        await asyncio.sleep(0.01)
    await server.close()


async def test_closing_drops_whoever_waits() -> None:
    server = HttpServer({"/": hanging}, patience=LONG)
    await server.start("127.0.0.1", 0)
    asked = asyncio.create_task(ask(server, GET % b"/"))
    await asyncio.sleep(0.05)
    await server.close()
    assert await asked == b""
