"""Against servers written by others: aiosmtpd, and Postfix's smtp-sink where it is installed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path as File

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP, Envelope, Session

from gateway.events import Events
from gateway.relay.relay import SmtpRelay
from gateway.relay.route import RelaySettings, Route
from tests.gateway.relay.relaying import BUYER, MAIL, PATIENT, begin


class Keeper(Sink):
    def __init__(self) -> None:
        self.contents: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.contents.append(envelope.content)
        return f"250 2.0.0 kept {len(self.contents)}"


@contextlib.contextmanager
def aiosmtpd() -> Iterator[tuple[int, Keeper]]:
    keeper = Keeper()
    controller = Controller(keeper, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        yield controller.port, keeper
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _relay(port: int) -> SmtpRelay:
    return SmtpRelay([Route("peer", RelaySettings("127.0.0.1", port, tls="none", timeouts=PATIENT))], Events())


async def test_aiosmtpd_gets_what_was_sent() -> None:
    with aiosmtpd() as (port, keeper):
        relay = _relay(port)
        assert "8BITMIME" in await relay.extensions()
        for number in range(1, 4):
            session = await begin(relay)
            assert (await session.rcpt(BUYER)).code == 250
            assert (await session.data([MAIL])).text == f"kept {number}"
        await relay.close()
    assert keeper.contents == [MAIL] * 3


@pytest.mark.peer
async def test_smtp_sink_keeps_the_connection(tmp_path: File) -> None:
    sink = shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin:/usr/lib/postfix/sbin")
    if not sink:
        pytest.skip("smtp-sink (Postfix) is not installed")
    port = _free_port()
    user = ("-u", "nobody") if os.geteuid() == 0 else ()
    process = await asyncio.create_subprocess_exec(sink, *user, f"127.0.0.1:{port}", "100", cwd=tmp_path)
    try:
        await _listening(port)
        relay = _relay(port)
        for _ in range(20):
            session = await begin(relay)
            assert (await session.rcpt(BUYER)).code == 250
            assert (await session.data([MAIL, b"x" * 300_000 + b"\r\n"])).code == 250
        await relay.close()
    finally:
        process.terminate()
        await process.wait()


async def _listening(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.02)
