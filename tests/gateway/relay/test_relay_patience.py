"""DUR-017: short before the final dot, patient after it, since then the relay may have the message."""

from __future__ import annotations

from dataclasses import replace

from gateway.envelope import Reply
from gateway.relay.faults import Silent
from gateway.relay.route import RelaySettings, Timeouts
from tests.gateway.relay.relaying import BUYER, MAIL, PATIENT, begin, relaying
from tests.support.fake_relay import SILENCE, Do, FakeRelay

LARGE = (b"x" * 76 + b"\r\n") * 200_000


def test_ten_minutes_for_the_answer_to_a_message() -> None:
    """RFC 5321 4.5.3.2.6; before the dot less than the 100 s of a Postfix in front."""
    assert RelaySettings("relay.example").timeouts.final == 600
    assert Timeouts().transfer < 100


async def test_the_answer_to_the_final_dot_may_take_longer_than_any_command() -> None:
    short = replace(PATIENT, transfer=0.5, command=0.5)
    async with FakeRelay({"dot": Do(b"250 2.0.0 queued\r\n", pause=0.05)}) as fake, relaying(fake, timeouts=short) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        assert await session.data([MAIL]) == Reply(250, "2.0.0", "queued")


async def test_a_relay_that_reads_no_further_is_left_before_the_final_dot() -> None:
    async with FakeRelay({"body": SILENCE}) as fake, relaying(fake, timeouts=replace(PATIENT, transfer=0.3)) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        assert await session.data([LARGE]) == Silent.reply
        assert await session.data([MAIL]) == Silent.reply
    assert not fake.messages


async def test_one_message_is_offered_once_whatever_the_relay_says() -> None:
    async with FakeRelay({"dot": Do(b"451 4.3.0 try again\r\n")}) as fake, relaying(fake) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        assert (await session.data([MAIL])).code == 451
        assert (await session.data([MAIL])).code == 554
    assert len(fake.messages) == 1


async def test_a_refused_message_is_answered_though_rset_is_not() -> None:
    script: dict[str, Do | list[Do]] = {"dot": Do(b"550 5.7.1 never\r\n"), "RSET": [SILENCE]}
    async with FakeRelay(script) as fake, relaying(fake, timeouts=replace(PATIENT, command=600, farewell=0.2)) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        assert await session.data([MAIL]) == Reply(550, "5.7.1", "never")
