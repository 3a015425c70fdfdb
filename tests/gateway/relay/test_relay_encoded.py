"""What really arrives at a relay that takes less than the message holds."""

from __future__ import annotations

import pytest

from filters.mail.parse import parse
from filters.mail.transfer import Body
from gateway.envelope import Refused
from gateway.pipeline import Exit
from gateway.sign import DkimSigner
from tests.gateway.relay.relaying import BUYER, begin, relaying
from tests.support.fake_relay import FakeRelay

TEXT = "Viele Grüße aus dem Lager in der Südstraße, Ihr Paket kommt am Freitag.\r\n.\r\n" + "x" * 2000 + "\r\n"
RAW = f"From: Müller <a@b.example>\r\nSubject: Größe\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}".encode()


@pytest.mark.parametrize("capabilities", [["PIPELINING"], ["8BITMIME"]])
async def test_the_message_arrives_as_the_relay_can_carry_it(capabilities: list[str]) -> None:
    async with FakeRelay(capabilities=capabilities) as fake, relaying(fake) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        reply = await Exit(DkimSigner([]), lambda _: None).send("1", RAW, False, session)
        assert reply.code == 250
    arrived = fake.messages[0].content
    root = parse(arrived).root
    assert max(map(len, arrived.split(b"\r\n"))) <= 78
    assert arrived.isascii() is ("8BITMIME" not in capabilities)
    assert Body(arrived[root.body : root.end], root.encoding).data == TEXT.encode()


async def test_what_cannot_be_encoded_never_reaches_the_relay() -> None:
    async with FakeRelay(capabilities=["8BITMIME"]) as fake, relaying(fake) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        with pytest.raises(Refused) as refused:
            await Exit(DkimSigner([]), lambda _: None).send("1", b"X: " + b"x" * 999 + b"\r\n\r\n", False, session)
        await session.abort()
    assert (refused.value.reply.code, refused.value.reply.enhanced) == (554, "5.6.1")
    assert fake.messages == []
