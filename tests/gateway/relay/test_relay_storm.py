"""A relay that fails now and then at every step, under several messages at once: what is promised stays true."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

import pytest

from gateway.relay.relay import SmtpRelay
from tests.gateway.relay.relaying import BUYER, begin, relaying
from tests.support.fake_relay import CLOSE, HALF_CLOSE, RESET, Do, FakeRelay

STEPS = {"banner": b"220", "EHLO": b"250", "MAIL": b"250", "RCPT": b"250", "DATA": b"354", "dot": b"250", "RSET": b"250"}


def _weather(step: str, dice: random.Random) -> Do | None:
    """Fair in nine of ten cases."""
    code = STEPS[step]
    storms = [
        RESET,
        CLOSE,
        HALF_CLOSE,
        Do(b"451 4.3.0 later\r\n"),
        Do(b"550 5.7.1 never\r\n"),
        Do(b"421 4.3.2 closing\r\n", "close"),
        Do(b"421 4.3.2 closing\r\n"),
        Do(b"nonsense\r\n"),
        Do((code + b" ok\r\n") * 2),
        Do(code + b" ok\r\n", "close"),
        Do(code + b" ok\r\n", "reset"),
        Do(code + b" slow\r\n", pause=0.0005),
    ]
    return dice.choice(storms) if dice.random() < 0.1 else None


async def _send(relay: SmtpRelay, mail: bytes, dice: random.Random) -> int:
    session = await begin(relay)
    positive = [(await session.rcpt(BUYER)).positive for _ in range(dice.randint(1, 3))]
    if not any(positive) or dice.random() < 0.1:
        await session.abort()
        return 0
    reply = await session.data([mail])
    await session.abort()
    return reply.code


@pytest.mark.parametrize("seed", range(4))
async def test_success_is_one_delivery_and_nothing_is_delivered_twice(seed: int) -> None:
    dice = random.Random(seed)
    mails = [b"Subject: %d\r\n\r\n.\r\n" % number for number in range(250)]
    script = {step: [_weather(step, dice) for _ in range(1_000)] for step in STEPS}
    async with FakeRelay(script) as fake, relaying(fake, connections=4) as relay:
        codes = await asyncio.gather(*(_send(relay, mail, dice) for mail in mails))
        fake.script.clear()
        assert [await _send(relay, b"Subject: fair again\r\n", random.Random(1)) for _ in range(8)] == [250] * 8
    copies = Counter(message.content for message in fake.delivered if b"fair" not in message.content)
    assert max(copies.values()) == 1
    assert [mail for mail, code in zip(mails, codes, strict=True) if code == 250 and not copies[mail]] == []
    assert 100 < codes.count(250) < 250
    assert all(code == 0 or code in (250, 451, 503, 550, 554) for code in codes), Counter(codes)
