"""Which relay takes which mail, what it offers, whose login it takes, and what the doctor learns of it."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path as File
from typing import Any

import pytest

from gateway.envelope import Client, Credentials, Path, Reply
from gateway.events import Event, Events, Failed
from gateway.relay.relay import SmtpRelay
from gateway.relay.route import RelaySettings, Route, choose
from tests.gateway.relay.relaying import BUYER, MAIL, begin, relaying, settings
from tests.support.fake_relay import RESET, Do, FakeRelay
from tests.support.tls import Authority

HOST = RelaySettings("relay.example")
SHOP = Route("shop", HOST, senders=frozenset({"shop.example"}))
ERP = Route("erp", HOST, logins=frozenset({"erp"}))
BOTH = Route("both", HOST, senders=frozenset({"shop.example"}), logins=frozenset({"erp"}))
REST = Route("rest", HOST, senders=frozenset({"never.example"}))


@pytest.mark.parametrize(
    ("routes", "login", "sender", "name"),
    [
        ([SHOP, ERP, REST], None, b"a@shop.example", "shop"),
        ([SHOP, ERP, REST], None, b"a@SHOP.Example", "shop"),
        ([SHOP, ERP, REST], "erp", b"a@shop.example", "shop"),
        ([SHOP, ERP, REST], "erp", b"a@other.example", "erp"),
        ([SHOP, ERP, REST], "else", b"a@sub.shop.example", "rest"),
        ([SHOP, ERP, REST], None, b"", "rest"),
        ([BOTH, REST], "erp", b"a@other.example", "rest"),
        ([BOTH, REST], None, b"a@shop.example", "rest"),
        ([BOTH, REST], "erp", b"a@shop.example", "both"),
    ],
)
def test_the_first_route_that_matches(routes: list[Route], login: str | None, sender: bytes, name: str) -> None:
    assert choose(routes, Client("192.0.2.1", login=login), Path(sender)).name == name


@pytest.mark.parametrize("wrong", [{"tls": "maybe"}, {"connections": 0}, {"username": "x"}, {"password": "x"}])
def test_settings_that_could_never_work(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        RelaySettings("relay.example", **wrong)


def test_no_secret_in_a_repr() -> None:
    assert "hunter2" not in repr(Route("x", RelaySettings("relay.example", username="hunter2gw", password="hunter2")))


async def test_each_route_has_its_relay() -> None:
    async with FakeRelay() as one, FakeRelay() as other:
        relay = SmtpRelay([Route("one", settings(one), frozenset({"shop.example"})), Route("other", settings(other))], Events())
        for sender in (b"a@shop.example", b"a@else.example"):
            session = await begin(relay, Path(sender))
            await session.rcpt(BUYER)
            await session.data([MAIL])
        await relay.close()
    assert [one.messages[0].mail, other.messages[0].mail] == [b"MAIL FROM:<a@shop.example>", b"MAIL FROM:<a@else.example>"]


async def test_extensions_are_asked_once_and_their_connection_is_kept() -> None:
    async with FakeRelay(capabilities=["PIPELINING", "8bitmime", "SIZE 1000"]) as fake, relaying(fake) as relay:
        assert await relay.extensions() == await relay.extensions() == {"PIPELINING", "8BITMIME", "SIZE"}
        session = await begin(relay)
        await session.rcpt(BUYER)
        assert await relay.extensions() == {"PIPELINING", "8BITMIME", "SIZE"}
        await session.abort()
    assert len(fake.dialogues) == 1


async def test_extensions_are_those_of_every_relay() -> None:
    async with FakeRelay(capabilities=["DSN", "SIZE"]) as one, FakeRelay(capabilities=["SMTPUTF8", "SIZE"]) as other:
        relay = SmtpRelay([Route("one", settings(one)), Route("other", settings(other))], Events())
        assert await relay.extensions() == {"SIZE"}
        await relay.close()


async def test_extensions_stay_known_while_all_connections_are_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.relay.relay._FRESH", 0.0)
    async with FakeRelay(capabilities=["SIZE"]) as fake, relaying(fake, connections=1) as relay:
        assert await relay.extensions() == {"SIZE"}
        session = await begin(relay)
        await session.rcpt(BUYER)
        async with asyncio.timeout(3):
            assert await relay.extensions() == {"SIZE"}
        await session.abort()
    assert len(fake.dialogues) == 1


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_an_authority_that_cannot_be_read(tmp_path: File, content: str | None) -> None:
    file = tmp_path / "ca.pem"
    if content:
        file.write_text(content)
    with pytest.raises(ValueError, match="ca_file"):
        SmtpRelay([Route("x", RelaySettings("relay.example", ca_file=str(file)))], Events())


@pytest.mark.parametrize("banner", [RESET, Do(b"554 no\r\n"), Do(b"\0\r\n")])
async def test_extensions_of_a_relay_that_fails_are_none(banner: Do) -> None:
    seen: list[Event] = []
    async with FakeRelay({"banner": banner}) as fake, relaying(fake, seen) as relay:
        assert await relay.extensions() == frozenset()
        assert await relay.extensions() == frozenset()
    assert len(fake.dialogues) == 1
    assert [type(event) for event in seen] == [Failed]


async def test_a_fault_is_reported_and_the_client_hears_nothing_of_it() -> None:
    seen: list[Event] = []
    async with FakeRelay({"MAIL": Do(b"internal-host.test says: x\r\n")}) as fake, relaying(fake, seen) as relay:
        session = await begin(relay)
        assert "internal-host" not in (await session.rcpt(BUYER)).text
    (failed,) = seen
    assert isinstance(failed, Failed) and failed.where == "relay main" and "internal-host" in failed.error


async def test_a_login_passed_through() -> None:
    async with FakeRelay(users={"anna": "right"}) as fake, relaying(fake) as relay:
        client, right = Client("192.0.2.1"), Credentials("anna", "right")
        assert (await relay.authenticate(client, right)).code == 235
        session = await begin(relay, credentials=right)
        assert (await session.rcpt(BUYER)).code == 250
        assert (await session.data([MAIL])).code == 250
        assert len(fake.dialogues) == 1
        assert await relay.authenticate(client, Credentials("anna", "wrong")) == Reply(535, "5.7.8", "wrong credentials")
        fake.users["anna"] = "changed"
        assert (await relay.authenticate(client, right)).code == 535
    assert len(fake.dialogues) == 3


@pytest.mark.parametrize("script", [{"banner": RESET}, {"EHLO": Do(b"250 no-auth.test\r\n")}, {"AUTH": Do(b"\0\r\n")}])
async def test_a_login_that_cannot_be_checked_is_454(script: dict[str, Do]) -> None:
    async with FakeRelay(script, users={"anna": "right"}) as fake, relaying(fake) as relay:
        assert (await relay.authenticate(Client("192.0.2.1"), Credentials("anna", "right"))).code == 454


async def test_mail_under_a_login_the_relay_no_longer_takes() -> None:
    async with FakeRelay(users={"anna": "changed"}) as fake, relaying(fake) as relay:
        session = await begin(relay, credentials=Credentials("anna", "right"))
        assert await session.rcpt(BUYER) == Reply(535, "5.7.8", "wrong credentials")
    assert not any(command.startswith(b"MAIL") for command in fake.commands)


async def test_the_doctor_s_facts(tmp_path: File) -> None:
    authority = Authority(tmp_path)
    tls: dict[str, Any] = {"tls": "starttls", "ca_file": str(authority.ca_file), "username": "gw", "password": "p"}
    async with FakeRelay(users={"gw": "p"}, tls=authority.server("127.0.0.1")) as fake, relaying(fake, **tls) as relay:
        (facts,) = await relay.probe()
    assert facts.error == ""
    assert "AUTH" in facts.extensions and "STARTTLS" not in facts.extensions
    assert facts.tls == "TLSv1.3"
    assert facts.certificate == "CN=127.0.0.1"
    assert facts.expires and dt.timedelta(days=29) < facts.expires - dt.datetime.now(dt.UTC) < dt.timedelta(days=31)
    assert facts.authenticated
    assert fake.commands[-1] == b"QUIT"


async def test_the_doctor_tells_what_is_wrong() -> None:
    async with FakeRelay(users={"gw": "p"}) as fake, relaying(fake, username="gw", password="wrong") as relay:
        (facts,) = await relay.probe()
    assert "535" in facts.error and "NoLogin" in facts.error
    assert not facts.authenticated
