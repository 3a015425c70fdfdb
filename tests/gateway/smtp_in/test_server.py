"""The server: connection limits, draining, closing, PROXY protocol 2."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
import struct
from dataclasses import replace

import pytest

from gateway.envelope import Reply
from gateway.events import CommandRefused, Connected, Disconnected, Events
from gateway.smtp_in.server import SmtpServer
from gateway.smtp_in.settings import Listener, Networks, SmtpSettings
from tests.support.dialog import LOCAL
from tests.support.smtp import FAST, OK, Recorder, running, until


@pytest.mark.parametrize(("limit", "code"), [("connections_per_ip", "421 4.7.0"), ("connections", "421 4.3.2")])
async def test_connection_limits(limit: str, code: str) -> None:
    """SMTP-050: the cap refuses, others are served, and a place is free again when one leaves."""
    async with running(limits=replace(FAST, **{limit: 3})) as smtp:
        talkers = [await smtp.greeted() for _ in range(3)]
        refused = await smtp.connect(banner=False)
        assert [reply[:9] for reply in await refused.rest()] == [code]
        assert (await talkers[0].ask("QUIT")).startswith("221")
        assert await talkers[0].reply() == ""
        await until(lambda: smtp.seen(Disconnected))
        await smtp.greeted()
        assert [event.command for event in smtp.seen(CommandRefused)] == ["connect"]  # type: ignore[attr-defined]


async def test_drain_lets_transactions_finish() -> None:
    go_on = asyncio.Event()

    async def slow(raw: bytes) -> Reply:
        await go_on.wait()
        return OK

    recorder = Recorder()
    recorder.on_data = slow
    async with running(recorder) as smtp:
        idle, open_, sending = [await smtp.greeted() for _ in range(3)]
        await open_.ask("MAIL FROM:<a@shop.example>")
        await sending.send(b"MAIL FROM:<>\r\nRCPT TO:<b@market.example>\r\nDATA\r\n\r\n.\r\n")
        assert [(await sending.reply())[:3] for _ in range(3)] == ["250", "250", "354"]
        address = smtp.server.addresses[0]
        draining = asyncio.create_task(smtp.server.drain(20))
        assert [reply[:9] for reply in await idle.rest()] == ["421 4.3.2"]
        with pytest.raises(OSError):
            await asyncio.open_connection(*address)
        assert (await open_.ask("RCPT TO:<b@market.example>")).startswith("250")
        go_on.set()
        assert [reply[:9] for reply in await sending.rest()] == ["250 2.0.0", "421 4.3.2"]
        await open_.send(b"DATA\r\n\r\n.\r\n")
        assert [reply[:9] for reply in await open_.rest()] == ["354 End d", "250 2.0.0", "421 4.3.2"]
        await asyncio.wait_for(draining, 20)
        assert [(mail.finished, mail.aborted) for mail in recorder.begun] == [(1, 0), (1, 0)]


async def test_close_aborts_what_is_open() -> None:
    recorder = Recorder()
    async with running(recorder) as smtp:
        talker = await smtp.greeted()
        await talker.ask("MAIL FROM:<a@shop.example>")
        await smtp.server.close()
        assert recorder.begun[0].aborted == 1
        await talker.rest()


async def test_an_address_in_use_leaves_nothing_open() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = SmtpServer(Recorder(), Events(), SmtpSettings("mx.example"))
        with pytest.raises(OSError):
            await server.start([Listener(), Listener(port=taken.getsockname()[1])])
        assert server.addresses == ()


async def test_a_socket_that_is_bound_already() -> None:
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    port = sock.getsockname()[1]
    async with running(listeners=(Listener(sock=sock),)) as smtp:
        assert smtp.server.addresses == (("127.0.0.1", port),)
        await smtp.greeted()


def proxy2(source: str, command: int = 1) -> bytes:
    address = ipaddress.ip_address(source)
    family = 0x11 if address.version == 4 else 0x21
    ends = address.packed + address.packed + struct.pack("!HH", 4711, 25)
    return b"\r\n\r\n\0\r\nQUIT\n" + bytes([0x20 | command, family]) + struct.pack("!H", len(ends)) + ends


@pytest.mark.parametrize(("header", "ip"), [
    (proxy2("192.0.2.7"), "192.0.2.7"),
    (proxy2("2001:db8::7"), "2001:db8::7"),
    (proxy2("192.0.2.7", command=0), "127.0.0.1"),
    (b"PROXY TCP6 2001:db8::7 ::1 4711 25\r\n", "2001:db8::7"),
    (b"PROXY UNKNOWN\r\n", "127.0.0.1"),
])  # fmt: skip
async def test_proxy_protocol(header: bytes, ip: str) -> None:
    """SMTP-055; a health check (LOCAL) is the proxy itself."""
    async with running(proxies=LOCAL) as smtp:
        talker = await smtp.connect(banner=False)
        await talker.send(header)
        assert (await talker.reply()).startswith("220 ")
        assert smtp.seen(Connected)[0].client.ip == ip  # type: ignore[attr-defined]


@pytest.mark.parametrize("header", [b"PROXY TCP4 x y 1 2\r\n", b"\r\n\r\n\0\r\nQUIT\n\x31\x11\0\0", b"PROXY " + b"a" * 200_000])
async def test_proxy_protocol_malformed(header: bytes) -> None:
    """SMTP-055"""
    async with running(proxies=LOCAL) as smtp:
        talker = await smtp.connect(banner=False)
        await talker.send(header)
        assert await talker.rest() == []
        await until(lambda: smtp.seen(Disconnected))
        assert [event.client.ip for event in smtp.seen(Connected)] == ["127.0.0.1"]  # type: ignore[attr-defined]


async def test_no_line_of_a_message_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        async with running() as smtp:
            talker = await smtp.greeted()
            await talker.send(
                b"MAIL FROM:<>\r\nRCPT TO:<b@market.example>\r\nDATA\r\nSubject: hidden\r\n\r\nhidden\r\n.\r\nQUIT\r\n"
            )
            await talker.rest()
    finally:
        logging.getLogger().setLevel(logging.WARNING)
    assert "hidden" not in caplog.text and "market.example" not in caplog.text


def test_networks() -> None:
    networks = Networks(["127.0.0.0/8", "2001:db8::/32"])
    assert "127.9.9.9" in networks and "::ffff:127.0.0.1" in networks and "2001:db8::1%eth0" in networks
    assert "128.0.0.1" not in networks and "" not in networks and "nonsense" not in networks
    with pytest.raises(ValueError):
        Networks(["127.0.0.0/99"])
