"""ESMTP parameters, addresses and 8-bit text: on to the relay as they came, or refused, and never changed on the way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.envelope import Path, Reply
from gateway.relay.parameters import MAIL, RCPT, passed_on
from gateway.relay.session import NO_8BITMIME, NO_SMTPUTF8
from tests.gateway.relay.relaying import BUYER, begin, relaying
from tests.support.fake_relay import FakeRelay

EVERYTHING = (
    b"SIZE=1234",
    b"BODY=8BITMIME",
    b"SMTPUTF8",
    b"RET=HDRS",
    b"ENVID=a+2Bb",
    b"AUTH=a+2Bb@x.example",
    b"FOO=bar",
    b"FOO",
)
DSN = (b"NOTIFY=SUCCESS,FAILURE", b"ORCPT=rfc822;Buyer+40x", b"RRVS=now")


@pytest.mark.parametrize(
    ("extensions", "mail", "rcpt"),
    [
        ([], (), ()),
        (["SIZE", "PIPELINING"], (), ()),
        (["8BITMIME"], (b"BODY=8BITMIME",), ()),
        (["SMTPUTF8"], (b"SMTPUTF8",), ()),
        (["DSN"], (b"RET=HDRS", b"ENVID=a+2Bb"), DSN[:2]),
        (["AUTH"], (b"AUTH=a+2Bb@x.example",), ()),
        (["AUTH", "DSN", "SMTPUTF8", "8BITMIME", "SIZE"], EVERYTHING[1:6], DSN[:2]),
    ],
)
def test_what_the_relay_knows_is_passed_on(extensions: list[str], mail: tuple[bytes, ...], rcpt: tuple[bytes, ...]) -> None:
    assert passed_on(EVERYTHING, MAIL, extensions) == mail
    assert passed_on(DSN, RCPT, extensions) == rcpt


@pytest.mark.parametrize("login", [{}, {"username": "gw", "password": "p"}])
async def test_auth_is_claimed_only_on_a_connection_with_a_login(login: dict[str, Any]) -> None:
    async with FakeRelay(users={"gw": "p"}) as fake, relaying(fake, **login) as relay:
        session = await begin(relay, Path(b"s@shop.example", EVERYTHING))
        await session.rcpt(Path(b"b@x.example", DSN))
        await session.abort()
    mail, rcpt = (command for command in fake.commands if command.startswith((b"MAIL", b"RCPT")))
    claim = b" AUTH=a+2Bb@x.example" if login else b""
    assert mail == b"MAIL FROM:<s@shop.example> BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+2Bb" + claim
    assert rcpt == b"RCPT TO:<b@x.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Buyer+40x"


@pytest.mark.parametrize(
    ("sender", "params", "recipient", "offered", "reply"),
    [
        ("é@x.example", (b"SMTPUTF8",), "b@x.example", False, NO_SMTPUTF8),
        ("s@x.example", (b"SMTPUTF8",), "é@x.example", False, NO_SMTPUTF8),
        ("s@x.example", (), "é@x.example", True, NO_SMTPUTF8),
        ("é@x.example", (b"SMTPUTF8",), "é@x.example", True, Reply(250, "2.1.5", "recipient ok")),
        ("s@x.example", (b"SMTPUTF8",), "b@x.example", False, Reply(250, "2.1.5", "recipient ok")),
    ],
)
async def test_international_addresses(
    sender: str, params: tuple[bytes, ...], recipient: str, offered: bool, reply: Reply
) -> None:
    capabilities = ["PIPELINING", "SMTPUTF8"] if offered else ["PIPELINING"]
    async with FakeRelay(capabilities=capabilities) as fake, relaying(fake) as relay:
        session = await begin(relay, Path(sender.encode(), params))
        assert await session.rcpt(Path(recipient.encode())) == reply
        assert await session.rcpt(Path(recipient.encode())) == reply
        await session.abort()
    sent = [command for command in fake.commands if command.startswith((b"MAIL", b"RCPT"))]
    assert bool(sent) == reply.positive
    assert len(fake.dialogues) == 1


async def test_an_international_recipient_later_on_harms_no_other() -> None:
    async with FakeRelay() as fake, relaying(fake) as relay:
        session = await begin(relay)
        assert (await session.rcpt(BUYER)).code == 250
        assert await session.rcpt(Path("é@x.example".encode())) == NO_SMTPUTF8
        assert (await session.data([b"x\r\n"])).code == 250
    assert len(fake.messages[0].rcpts) == 1


async def test_8_bit_text_is_refused_where_the_relay_takes_7_bits() -> None:
    """SMTP-037: never a silent loss of the eighth bit."""
    async with FakeRelay(capabilities=["PIPELINING"]) as fake, relaying(fake) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        assert await session.data([b"plain\r\n", "Grüße\r\n".encode()]) == NO_8BITMIME
        following = await begin(relay)
        await following.rcpt(BUYER)
        assert (await following.data([b"plain\r\n"])).code == 250
    assert [message.content for message in fake.messages] == [b"plain\r\n"]
    assert len(fake.dialogues) == 1


async def test_8_bit_text_goes_on_as_it_is() -> None:
    mail = "Subject: Grüße\r\n\r\n".encode() + bytes(range(128, 256)) + b"\r\n"
    async with FakeRelay() as fake, relaying(fake) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        await session.data([mail])
    assert fake.messages[0].content == mail


ADDRESSES = st.one_of(
    st.binary(min_size=1, max_size=80).map(lambda address: address.translate(None, b"\r\n\0")),
    st.from_regex(rb'("[ -~]{1,20}"|[a-z(){}=?,;:!%+.-]{1,20})@(\[[0-9.]{1,15}\]|[a-z.-]{1,20})', fullmatch=True),
    st.sampled_from([b'"xclow3n@gmail.com x"@internal.domain', b"=?utf-8?q?x=0d=0aRCPT=20TO:=3Cinj=40evil.test=3E?=@ok.test"]),
)


async def _on_the_wire(addresses: list[bytes]) -> None:
    async with FakeRelay() as fake, relaying(fake) as relay:
        session = await begin(relay, Path(b"s@x.example", (b"SMTPUTF8",)))
        for address in addresses:
            assert (await session.rcpt(Path(address))).code == 250
        await session.abort()
    assert [command for command in fake.commands if command.startswith(b"RCPT")] == [b"RCPT TO:<%s>" % a for a in addresses]


@given(st.lists(ADDRESSES, min_size=20, max_size=20))
@settings(max_examples=60, deadline=None)
def test_an_address_goes_out_as_the_bytes_that_came_in(addresses: list[bytes]) -> None:
    """SMTP-042: what policy has read is what the relay reads."""
    asyncio.run(_on_the_wire(addresses))


@pytest.mark.parametrize("address", [b"a\r\nRCPT TO:<e@x>", b"a\nb@x", b"a\rb@x", b"a\0b@x"])
async def test_no_second_command_hides_in_an_address(address: bytes) -> None:
    async with FakeRelay() as fake, relaying(fake) as relay:
        session = await begin(relay)
        with pytest.raises(ValueError):
            await session.rcpt(Path(address))
    assert not any(command.startswith((b"MAIL", b"RCPT")) for command in fake.commands)
