"""Kept connections: how many, how long, for whom, and what becomes of one that died."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from gateway.envelope import Credentials, Path, Reply
from gateway.relay.faults import Busy
from gateway.relay.relay import SmtpRelay
from tests.gateway.relay.relaying import BUYER, MAIL, PATIENT, begin, relaying
from tests.support.fake_relay import CLOSE, HALF_CLOSE, RESET, SILENCE, Do, FakeRelay


async def _send(relay: SmtpRelay, credentials: Credentials | None = None) -> Reply:
    session = await begin(relay, credentials=credentials)
    reply = await session.rcpt(BUYER)
    return await session.data([MAIL]) if reply.positive else reply


async def _until_closed(fake: FakeRelay) -> None:
    async with asyncio.timeout(20):
        while fake.open_connections:
            await asyncio.sleep(0.005)


async def test_messages_one_after_the_other_share_a_connection() -> None:
    async with FakeRelay() as fake, relaying(fake) as relay:
        assert [await _send(relay) for _ in range(5)] == [Reply(250, "2.0.0", f"queued as {number}") for number in range(5)]
    assert len(fake.dialogues) == 1
    assert fake.commands[-1] == b"QUIT"


async def test_never_more_connections_than_allowed() -> None:
    async with FakeRelay({"dot": Do(pause=0.0005)}) as fake, relaying(fake, connections=3) as relay:
        replies = await asyncio.gather(*(_send(relay) for _ in range(20)))
        assert [reply.code for reply in replies] == [250] * 20
    assert len(fake.dialogues) == 3
    assert len(fake.delivered) == 20


async def test_a_full_pool_answers_451_and_recovers() -> None:
    impatient = replace(PATIENT, slot=0.05)
    async with FakeRelay() as fake, relaying(fake, connections=1, timeouts=impatient) as relay:
        holder, waiting = await begin(relay), await begin(relay)
        await holder.rcpt(BUYER)
        assert await waiting.rcpt(BUYER) == Busy.reply
        assert (await waiting.data([MAIL])) == Busy.reply
        await holder.abort()
        assert (await _send(relay)).code == 250
    assert len(fake.dialogues) == 1


async def test_a_connection_unused_for_long_says_quit() -> None:
    async with FakeRelay() as fake, relaying(fake, idle=0.05) as relay:
        await _send(relay)
        await _until_closed(fake)
        assert fake.commands[-1] == b"QUIT"
        assert (await _send(relay)).code == 250
    assert len(fake.dialogues) == 2


async def test_a_connection_seen_closed_is_not_used() -> None:
    async with FakeRelay({"dot": [Do(then="close")]}) as fake, relaying(fake) as relay:
        await _send(relay)
        await _until_closed(fake)
        await asyncio.sleep(0)
        assert (await _send(relay)).code == 250
    assert len(fake.dialogues) == 2


DEATHS = [RESET, CLOSE, HALF_CLOSE, Do(b"421 4.4.2 idle too long\r\n", "close"), Do(b"421 4.4.2 idle too long\r\n")]


@pytest.mark.parametrize("death", DEATHS)
@pytest.mark.parametrize("capabilities", [["PIPELINING"], []])
async def test_a_kept_connection_found_dead_is_replaced_unseen(death: Do, capabilities: list[str]) -> None:
    async with FakeRelay({"MAIL": [None, death]}, capabilities=capabilities) as fake, relaying(fake) as relay:
        await _send(relay)
        assert await _send(relay) == Reply(250, "2.0.0", "queued as 1")
    assert len(fake.delivered) == 2
    assert len(fake.dialogues) == 2


@pytest.mark.parametrize(
    ("step", "deaths", "connections"),
    [
        ("MAIL", [RESET], 1),
        ("MAIL", [None, RESET, RESET], 2),
        ("MAIL", [None, Do(b"421 no\r\n", "close"), Do(b"421 no\r\n", "close")], 2),
        ("DATA", [None, RESET], 1),
        ("dot", [None, RESET], 1),
        ("dot", [None, Do(b"421 4.3.2 closing\r\n", "close")], 1),
    ],
)
async def test_replaced_once_and_never_after_data(step: str, deaths: Sequence[Do | None], connections: int) -> None:
    async with FakeRelay({step: deaths}) as fake, relaying(fake) as relay:
        replies = [await _send(relay) for _ in range(2 if deaths[0] is None else 1)]
        assert replies[-1].code == 451
        assert len(fake.dialogues) == connections
        assert len(fake.delivered) == len(replies) - 1


async def test_losing_the_connection_at_a_later_rcpt_loses_the_transaction() -> None:
    async with FakeRelay({"RCPT": [None, RESET]}) as fake, relaying(fake) as relay:
        session = await begin(relay)
        assert (await session.rcpt(BUYER)).code == 250
        lost = await session.rcpt(Path(b"b@x.example"))
        assert (lost.code, lost.enhanced) == (451, "4.4.2")
        assert await session.rcpt(BUYER) == await session.data([MAIL]) == lost
    assert not fake.messages


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "dot", "banner"])
async def test_a_cancelled_transaction_leaves_no_connection_and_no_slot_behind(step: str) -> None:
    async with FakeRelay({step: [SILENCE]}) as fake, relaying(fake, connections=1) as relay:
        task = asyncio.create_task(_send(relay))
        async with asyncio.timeout(20):
            while not fake.dialogues or (step != "banner" and step.encode() not in bytes(fake.dialogues[0].raw)):
                if step == "dot" and fake.messages:
                    break
                await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await _send(relay)).code == 250
    assert len(fake.dialogues) == 2


async def test_abort_closes_where_rset_is_refused() -> None:
    async with FakeRelay({"RSET": [Do(b"502 5.5.1 no\r\n")]}) as fake, relaying(fake) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        await session.abort()
        assert (await _send(relay)).code == 250
    assert len(fake.dialogues) == 2
    assert fake.messages[0].rcpts == (b"RCPT TO:<abcdef123456@marketplace.amazon.de>",)


async def test_a_reply_to_nothing_ends_a_kept_connection() -> None:
    late = Do(lambda mail: b"250 2.0.0 queued\r\n250 2.0.0 queued again\r\n")
    async with FakeRelay({"dot": [late]}) as fake, relaying(fake) as relay:
        await _send(relay)
        assert await _send(relay) == Reply(250, "2.0.0", "queued as 1")
    assert len(fake.dialogues) == 2


@pytest.mark.parametrize("last", [b"421 4.3.2 closing\r\n", b"354 go on\r\n", b"\0\r\n"])
async def test_a_connection_in_doubt_is_closed_at_once(last: bytes) -> None:
    async with FakeRelay({"dot": Do(last)}) as fake, relaying(fake, idle=600) as relay:
        assert (await _send(relay)).code == 451
        await _until_closed(fake)
    assert b"QUIT" not in fake.commands


async def test_a_connection_serves_only_the_login_it_was_opened_for() -> None:
    anna, bert = Credentials("anna", "a"), Credentials("bert", "b")
    async with FakeRelay(users={"anna": "a", "bert": "b"}) as fake, relaying(fake) as relay:
        for who in (anna, bert, None, anna, bert, None):
            assert (await _send(relay, who)).code == 250
    assert len(fake.dialogues) == 3
    assert [sum(c.startswith(b"AUTH") for c in dialogue.commands) for dialogue in fake.dialogues] == [1, 1, 0]


async def test_idle_connections_count_and_the_oldest_makes_room() -> None:
    users = dict.fromkeys("abc", "p")
    async with FakeRelay(users=users) as fake, relaying(fake, connections=2) as relay:
        for name in "abc":
            await _send(relay, Credentials(name, "p"))
        async with asyncio.timeout(20):
            while fake.open_connections > 2:
                await asyncio.sleep(0.005)
        assert (await _send(relay, Credentials("b", "p"))).code == 250
        assert len(fake.dialogues) == 3


async def test_nobody_there_is_451() -> None:
    async with FakeRelay() as fake:
        pass
    async with relaying(fake) as relay:
        reply = await _send(relay)
        assert (reply.code, reply.enhanced) == (451, "4.4.1")


async def test_after_close_a_connection_given_back_says_quit() -> None:
    async with FakeRelay() as fake, relaying(fake) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        await relay.close()
        assert (await session.data([MAIL])).code == 250
        await _until_closed(fake)
    assert fake.commands[-1] == b"QUIT"
