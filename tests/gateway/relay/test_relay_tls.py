"""TLS to the relay (SMTP-047, the client's side): required means required, a wrong name is nobody, nothing in clear counts."""

from __future__ import annotations

import ssl
from pathlib import Path as File
from typing import Any

import pytest

from gateway.envelope import Reply
from gateway.relay.faults import BadTls, NoLogin, NoTls
from tests.gateway.relay.relaying import BUYER, MAIL, begin, relaying
from tests.support.fake_relay import Do, FakeRelay
from tests.support.tls import Authority

DELIVERED = Reply(250, "2.0.0", "queued as 0")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def right(authority: Authority) -> ssl.SSLContext:
    return authority.server("127.0.0.1")


async def _send(fake: FakeRelay, mail: bytes = MAIL, **changes: Any) -> Reply:
    async with relaying(fake, **changes) as relay:
        session = await begin(relay)
        reply = await session.rcpt(BUYER)
        return await session.data([mail]) if reply.positive else reply


def _in_clear(fake: FakeRelay) -> list[bytes]:
    return [command for command in fake.commands if not command.startswith((b"EHLO", b"STARTTLS", b"QUIT"))]


@pytest.mark.parametrize("implicit", [False, True])
@pytest.mark.parametrize("mail", [MAIL, MAIL * 50_000], ids=["small", "large"])
async def test_mail_goes_over_tls(authority: Authority, right: ssl.SSLContext, implicit: bool, mail: bytes) -> None:
    tls = "implicit" if implicit else "starttls"
    async with FakeRelay(tls=right, implicit=implicit) as fake:
        assert await _send(fake, mail, tls=tls, ca_file=str(authority.ca_file)) == DELIVERED
    assert fake.messages[0].content == mail
    assert fake.dialogues[0].tls


async def test_required_and_not_offered_sends_nothing() -> None:
    async with FakeRelay() as fake:
        assert await _send(fake, tls="starttls") == NoTls.reply
    assert _in_clear(fake) == []


@pytest.mark.parametrize("answer", [b"454 4.7.0 not now\r\n", b"502 5.5.1 no\r\n", b"554 5.7.0 no\r\n"])
async def test_required_and_declined_sends_nothing(right: ssl.SSLContext, answer: bytes) -> None:
    async with FakeRelay({"STARTTLS": Do(answer)}, tls=right) as fake:
        assert await _send(fake, tls="starttls") == NoTls.reply
    assert _in_clear(fake) == []


@pytest.mark.parametrize("implicit", [False, True])
@pytest.mark.parametrize("wrong", ["name", "expired", "authority"])
async def test_a_certificate_that_is_not_the_relay_s(authority: Authority, tmp_path: File, wrong: str, implicit: bool) -> None:
    signer = Authority(tmp_path) if wrong == "authority" else authority
    context = signer.server("elsewhere.example" if wrong == "name" else "127.0.0.1", days=-1 if wrong == "expired" else 30)
    async with FakeRelay(tls=context, implicit=implicit) as fake:
        tls = "implicit" if implicit else "starttls"
        assert await _send(fake, tls=tls, ca_file=str(authority.ca_file)) == BadTls.reply
        assert _in_clear(fake) == []
        assert await _send(fake, tls=tls, verify=False) == DELIVERED


async def test_what_is_injected_after_220_is_thrown_away(authority: Authority, right: ssl.SSLContext) -> None:
    """CVE-2011-0411, the client's side: the forged EHLO answer would switch 8BITMIME off and offer AUTH."""
    injected = b"220 2.0.0 ready\r\n250-evil.test\r\n250 AUTH PLAIN\r\n250 2.1.0 ok\r\n250 2.1.5 ok\r\n"
    async with FakeRelay({"STARTTLS": Do(injected)}, tls=right) as fake:
        assert await _send(fake, tls="starttls", ca_file=str(authority.ca_file)) == DELIVERED
    assert [command[:4] for command in fake.commands[:3]] == [b"EHLO", b"STAR", b"EHLO"]


async def test_extensions_offered_in_clear_are_forgotten(authority: Authority, right: ssl.SSLContext) -> None:
    greetings = [Do(b"250-fake.test\r\n250-STARTTLS\r\n250 8BITMIME\r\n"), Do(b"250 fake.test\r\n")]
    async with FakeRelay({"EHLO": greetings}, tls=right) as fake:
        reply = await _send(fake, "Für Sie\r\n".encode(), tls="starttls", ca_file=str(authority.ca_file))
    assert (reply.code, reply.enhanced) == (554, "5.6.3")


async def test_opportunistic_takes_what_is_offered(authority: Authority, tmp_path: File) -> None:
    strange = Authority(tmp_path).server("elsewhere.example")
    async with FakeRelay(tls=strange) as fake:
        assert await _send(fake, tls="opportunistic") == DELIVERED
    assert fake.dialogues[0].tls
    async with FakeRelay() as fake:
        assert await _send(fake, tls="opportunistic") == DELIVERED
    async with FakeRelay({"STARTTLS": Do(b"454 4.7.0 not now\r\n")}, tls=strange) as fake:
        assert await _send(fake, tls="opportunistic") == DELIVERED


@pytest.mark.parametrize("tls", ["opportunistic", "starttls"])
async def test_no_password_in_clear(tls: str) -> None:
    async with FakeRelay(users={"gw": "secret"}) as fake:
        assert await _send(fake, tls=tls, username="gw", password="secret") == NoTls.reply
    assert _in_clear(fake) == []


@pytest.mark.parametrize("mechanisms", ["AUTH PLAIN LOGIN", "AUTH LOGIN", "AUTH=LOGIN", "auth login plain"])
async def test_login(mechanisms: str) -> None:
    greeting = Do(f"250-fake.test\r\n250 {mechanisms}\r\n".encode())
    async with FakeRelay({"EHLO": greeting}, users={"gw": "ßecret"}) as fake:
        assert await _send(fake, username="gw", password="ßecret") == DELIVERED


@pytest.mark.parametrize("greeting", [Do(), Do(b"250-fake.test\r\n250 AUTH CRAM-MD5\r\n"), Do(b"250 fake.test\r\n")])
async def test_a_gateway_that_cannot_log_in_sends_nothing(greeting: Do) -> None:
    async with FakeRelay({"EHLO": greeting}, users={"gw": "right"}) as fake:
        assert await _send(fake, username="gw", password="wrong") == NoLogin.reply
    assert not any(command.startswith(b"MAIL") for command in fake.commands)


async def test_a_plain_port_is_no_implicit_tls() -> None:
    async with FakeRelay() as fake:
        assert (await _send(fake, tls="implicit", verify=False)).code == 451
    assert fake.messages == []
