"""SMTP-047: STARTTLS, the implicit port, the certificate's change."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path as FilePath

import pytest

from gateway.events import Connected, Disconnected
from gateway.smtp_in.settings import NOWHERE, Listener
from gateway.smtp_in.tls import Certificate
from tests.support.dialog import LOCAL, Logins
from tests.support.smtp import FAST, Talker, running, until
from tests.support.tls import Authority


@pytest.fixture
def authority(tmp_path: FilePath) -> Authority:
    return Authority(tmp_path)


def trusting(authority: Authority) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority.ca_file))


async def upgraded(talker: Talker, context: ssl.SSLContext) -> None:
    await talker.writer.start_tls(context, server_hostname="mx.example")


async def test_starttls_forgets_what_was_said_in_clear(authority: Authority) -> None:
    settings = {
        "certificate": Certificate(*authority.files("mx.example")),
        "authenticator": Logins(),
        "plaintext_auth": NOWHERE,
    }
    async with running(trusted=NOWHERE, **settings) as smtp:
        talker = await smtp.connect()
        hello = await talker.ask("EHLO client.example")
        assert "STARTTLS" in hello and "AUTH" not in hello
        assert (await talker.ask("STARTTLS now")).startswith("501 5.5.4")
        assert (await talker.ask("STARTTLS")).startswith("220 2.0.0")
        await upgraded(talker, trusting(authority))
        assert (await talker.ask("MAIL FROM:<anna@shop.example>")).startswith("503 5.5.1")
        hello = await talker.ask("EHLO client.example")
        assert "STARTTLS" not in hello and "AUTH PLAIN LOGIN" in hello
        assert (await talker.ask("STARTTLS")).startswith("503 5.5.1")
        assert (await talker.ask("AUTH PLAIN AGFubmEAc2VjcmV0")).startswith("235 2.7.0")
        assert (await talker.ask("MAIL FROM:<anna@shop.example>")).startswith("250 2.1.0")
        client = smtp.recorder.begun[0].client
        assert (client.tls, client.login, client.helo) == (True, "anna", "client.example")


async def test_commands_sent_ahead_in_clear_are_dropped(authority: Authority) -> None:
    """CVE-2011-0411: in one segment with STARTTLS."""
    async with running(certificate=Certificate(*authority.files("mx.example"))) as smtp:
        talker = await smtp.greeted()
        await talker.send(b"STARTTLS\r\nEHLO evil.example\r\nMAIL FROM:<e@v.example>\r\nRSET\r\n")
        assert (await talker.reply()).startswith("220")
        await upgraded(talker, trusting(authority))
        assert (await talker.ask("NOOP")).startswith("250 2.0.0")
        assert (await talker.ask("MAIL FROM:<e@v.example>")).startswith("503 5.5.1")
        assert smtp.recorder.begun == []


async def test_starttls_aborts_an_open_transaction(authority: Authority) -> None:
    async with running(certificate=Certificate(*authority.files("mx.example"))) as smtp:
        talker = await smtp.greeted()
        await talker.ask("MAIL FROM:<a@shop.example>")
        await talker.ask("STARTTLS")
        await upgraded(talker, trusting(authority))
        assert (await talker.ask("RCPT TO:<b@market.example>")).startswith("503")
        assert smtp.recorder.begun[0].aborted == 1


async def garbage(talker: Talker) -> None:
    await talker.send(b"EHLO c.example\r\n" * 10)


async def silence(talker: Talker) -> None:
    pass


@pytest.mark.parametrize("behave", [garbage, silence])
@pytest.mark.parametrize("implicit", [False, True])
async def test_no_handshake(authority: Authority, behave: Callable[[Talker], Awaitable[None]], implicit: bool) -> None:
    """Stalled or nonsense: closed, with no reply in clear."""
    limits = replace(FAST, tls_handshake=0.3)
    listeners = (Listener(implicit_tls=implicit),)
    async with running(limits=limits, certificate=Certificate(*authority.files("mx.example")), listeners=listeners) as smtp:
        talker = await smtp.connect(banner=False) if implicit else await smtp.greeted()
        if not implicit:
            assert (await talker.ask("STARTTLS")).startswith("220")
        await behave(talker)
        heard = await asyncio.wait_for(talker.reader.read(), 20)
        assert b"250" not in heard and b"220" not in heard
        await until(lambda: smtp.seen(Disconnected))
        assert smtp.seen(Disconnected)[0].reason == "error"  # type: ignore[attr-defined]


async def test_implicit_tls_behind_a_proxy(authority: Authority) -> None:
    """RFC 8314; the PROXY header comes before the handshake (SMTP-055)."""
    listeners = (Listener(implicit_tls=True), Listener())
    async with running(certificate=Certificate(*authority.files("mx.example")), listeners=listeners, proxies=LOCAL) as smtp:
        talker = await smtp.connect(banner=False)
        await talker.send(b"PROXY TCP4 127.9.9.9 127.0.0.1 4711 465\r\n")
        await upgraded(talker, trusting(authority))
        assert (await talker.reply()).startswith("220 mx.example")
        await talker.ask("EHLO c.example")
        assert (await talker.ask("MAIL FROM:<a@shop.example>")).startswith("250")
        assert (smtp.recorder.begun[0].client.ip, smtp.recorder.begun[0].client.tls) == ("127.9.9.9", True)
        assert len(smtp.seen(Connected)) == 1


async def test_a_large_message_through_tls(authority: Authority) -> None:
    async with running(certificate=Certificate(*authority.files("mx.example"))) as smtp:
        talker = await smtp.greeted()
        await talker.ask("STARTTLS")
        await upgraded(talker, trusting(authority))
        await talker.ask("EHLO c.example")
        raw = b"Subject: a\r\n\r\n" + (b"b" * 76 + b"\r\n") * 30_000
        await talker.send(b"MAIL FROM:<>\r\nRCPT TO:<b@market.example>\r\nDATA\r\n")
        assert [(await talker.reply())[:3] for _ in range(3)] == ["250", "250", "354"]
        await talker.send(raw + b".\r\nQUIT\r\n")
        assert [reply[:3] for reply in await talker.rest()] == ["250", "221"]
        assert smtp.recorder.mails[0].raw == raw


async def test_require_tls(authority: Authority) -> None:
    """Loopback is trusted, and still has to use TLS where it is required."""
    settings = {"certificate": Certificate(*authority.files("mx.example")), "authenticator": Logins(), "require_tls": True}
    async with running(**settings) as smtp:
        talker = await smtp.connect()
        assert "AUTH" not in await talker.ask("EHLO client.example")
        assert (await talker.ask("AUTH PLAIN AGFubmEAc2VjcmV0")).startswith("538 5.7.11")
        assert (await talker.ask("MAIL FROM:<a@shop.example>")).startswith("530 5.7.0")


def presented(talker: Talker) -> bytes:
    return talker.writer.get_extra_info("ssl_object").getpeercert(binary_form=True)  # type: ignore[no-any-return]


async def test_certificate_is_replaced_without_a_restart(authority: Authority) -> None:
    chain, key = authority.files("mx.example")
    async with running(certificate=Certificate(chain, key), listeners=(Listener(implicit_tls=True),)) as smtp:
        options = {"ssl": trusting(authority), "server_hostname": "mx.example"}
        before = await smtp.connect(**options)
        old = chain.read_bytes(), key.read_bytes()
        authority.files("mx.example")
        new = chain.read_bytes(), key.read_bytes()
        chain.write_bytes(old[0])
        with pytest.raises(ssl.SSLError):
            smtp.server.reload_tls()
        unchanged = await smtp.connect(**options)
        chain.write_bytes(new[0])
        smtp.server.reload_tls()
        after = await smtp.connect(**options)
        assert presented(before) == presented(unchanged) != presented(after)
        assert (await before.ask("NOOP")).startswith("250")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
async def test_old_tls_is_refused(authority: Authority, version: ssl.TLSVersion) -> None:
    async with running(
        certificate=Certificate(*authority.files("mx.example")), listeners=(Listener(implicit_tls=True),)
    ) as smtp:
        context = trusting(authority)
        context.set_ciphers("ALL:@SECLEVEL=0")
        with pytest.warns(DeprecationWarning):
            context.minimum_version = context.maximum_version = version
        with pytest.raises(OSError):
            await smtp.connect(ssl=context, server_hostname="mx.example")


async def test_tls_1_2_is_taken(authority: Authority) -> None:
    """The control of the test above."""
    async with running(
        certificate=Certificate(*authority.files("mx.example")), listeners=(Listener(implicit_tls=True),)
    ) as smtp:
        context = trusting(authority)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        await smtp.connect(ssl=context, server_hostname="mx.example")
