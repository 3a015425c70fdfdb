"""One transaction, and the next on the same connection: the relay's own answers, the bytes as they were given."""

from __future__ import annotations

from gateway.envelope import Path, Reply
from tests.gateway.relay.relaying import BUYER, MAIL, SELLER, begin, relaying
from tests.support.fake_relay import Do, FakeRelay


async def test_a_message_is_handed_over_with_the_relay_s_words() -> None:
    async with FakeRelay() as fake, relaying(fake) as relay:
        session = await begin(relay)
        assert await session.rcpt(BUYER) == Reply(250, "2.1.5", "recipient ok")
        assert await session.data([MAIL[:20], MAIL[20:]]) == Reply(250, "2.0.0", "queued as 0")
    assert [message.content for message in fake.messages] == [MAIL]
    assert fake.messages[0].rcpts == (b"RCPT TO:<abcdef123456@marketplace.amazon.de>",)


async def test_mail_and_the_first_rcpt_are_one_segment_and_data_waits() -> None:
    async with FakeRelay({"MAIL": Do(pause=0.001)}) as fake, relaying(fake) as relay:
        session = await begin(relay)
        await session.rcpt(BUYER)
        assert fake.commands[-1].startswith(b"RCPT")
        await session.abort()
    assert b"MAIL FROM:<seller@shop.example>\r\nRCPT TO:<abcdef123456@marketplace.amazon.de>\r\n" in fake.dialogues[0].raw


async def test_without_pipelining_each_command_waits_for_its_reply() -> None:
    async with FakeRelay(capabilities=["8BITMIME"]) as fake, relaying(fake) as relay:
        session = await begin(relay)
        assert (await session.rcpt(BUYER)).code == 250
        assert (await session.data([MAIL])).code == 250
    assert len(fake.delivered) == 1


async def test_each_recipient_gets_its_own_answer() -> None:
    answers = [
        None,
        Do(b"550-5.1.1 no such\r\n550 5.1.1 buyer\r\n"),
        Do(b"452 4.5.3 enough\r\n"),
        Do(b"251 2.1.5 forwarded\r\n"),
    ]
    async with FakeRelay({"RCPT": answers}) as fake, relaying(fake) as relay:
        session = await begin(relay)
        got = [await session.rcpt(Path(b"b%d@x.example" % number)) for number in range(4)]
        await session.data([MAIL])
    assert got[1:] == [
        Reply(550, "5.1.1", "no such\nbuyer"),
        Reply(452, "4.5.3", "enough"),
        Reply(251, "2.1.5", "forwarded"),
    ]
    assert fake.messages[0].rcpts == (b"RCPT TO:<b0@x.example>", b"RCPT TO:<b3@x.example>")


async def test_a_refused_mail_is_the_answer_to_every_rcpt() -> None:
    async with FakeRelay({"MAIL": [Do(b"553 5.7.1 not your address\r\n")]}) as fake, relaying(fake) as relay:
        session = await begin(relay)
        refusal = Reply(553, "5.7.1", "not your address")
        assert await session.rcpt(BUYER) == await session.rcpt(BUYER) == await session.data([MAIL]) == refusal
        following = await begin(relay)
        assert (await following.rcpt(BUYER)).code == 250
        await following.abort()
    assert len(fake.dialogues) == 1
    assert not fake.messages


async def test_the_null_sender_stays_null() -> None:
    async with FakeRelay() as fake, relaying(fake) as relay:
        session = await begin(relay, Path(b""))
        await session.rcpt(BUYER)
        await session.data([MAIL])
    assert fake.messages[0].mail == b"MAIL FROM:<>"


async def test_abort_leaves_a_clean_connection() -> None:
    async with FakeRelay() as fake, relaying(fake) as relay:
        session = await begin(relay)
        await session.rcpt(Path(b"first@x.example"))
        await session.abort()
        following = await begin(relay, SELLER)
        await following.rcpt(Path(b"second@x.example"))
        await following.data([MAIL])
    assert len(fake.dialogues) == 1
    assert b"RSET" in fake.commands
    assert fake.messages[0].rcpts == (b"RCPT TO:<second@x.example>",)


async def test_a_session_without_rcpt_touches_no_network() -> None:
    async with FakeRelay() as fake, relaying(fake) as relay:
        session = await begin(relay)
        await session.abort()
        assert (await session.data([MAIL])).code == 554
    assert not fake.dialogues


async def test_a_session_tells_what_its_relay_offers_even_when_the_connection_is_gone() -> None:
    async with FakeRelay(capabilities=["8BITMIME", "SIZE 1000"]) as fake, relaying(fake) as relay:
        session = await begin(relay)
        assert session.offers == frozenset()
        await session.rcpt(BUYER)
        await session.abort()
        assert session.offers == {"8BITMIME", "SIZE"}
