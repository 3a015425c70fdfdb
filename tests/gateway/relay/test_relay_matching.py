"""DUR-015, DUR-016: on a connection used again and again each message gets its own answer, never its neighbour's."""

from __future__ import annotations

import asyncio
import random
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.envelope import Path, Reply
from gateway.relay.connection import Connection
from gateway.relay.faults import Desync, Fault
from gateway.relay.protocol import Wire
from gateway.relay.relay import SmtpRelay
from gateway.relay.replies import WireReply
from tests.gateway.relay.relaying import PATIENT, begin, relaying
from tests.support.fake_relay import Do, FakeRelay

CODES = [b"250 2.0.0", b"250-2.0.0", b"452 4.3.1", b"550 5.7.1", b"421 4.3.2"]


class Pipe(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.aborted = False

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        pass

    def write(self, data: Any) -> None:
        self.written.append(bytes(data))

    def abort(self) -> None:
        self.aborted = True


def _verdict(token: bytes) -> bytes:
    """What the relay says to a recipient or a message, and nothing else can say: its own digest."""
    digest = sha256(token).hexdigest().encode()
    code = CODES[digest[0] % 4]
    return code + b" " + digest + b"\r\n" + (b"250 2.0.0 " + digest + b"\r\n" if b"-" in code else b"")


def _heard(token: bytes) -> Reply:
    code, enhanced, text = _verdict(token).splitlines()[0].replace(b"250-", b"250 ").decode().split()
    lines = len(_verdict(token).splitlines())
    return Reply(int(code), enhanced, "\n".join([text] * lines))


async def _one(relay: SmtpRelay, number: int, dice: random.Random) -> None:
    session = await begin(relay)
    answers = []
    for index in range(dice.randint(1, 3)):
        recipient = Path(b"b%d-%d@x.example" % (number, index))
        answers.append(await session.rcpt(recipient))
        assert answers[-1] == _heard(b"RCPT TO:<" + recipient.address + b">")
    if dice.random() < 0.2 or not any(answer.positive for answer in answers):
        await session.abort()
        return
    mail = b"Subject: %d\r\n\r\n.\r\n" % number
    assert await session.data([mail]) == _heard(mail)


async def test_answers_on_reused_connections_are_never_mixed_up() -> None:
    dice = random.Random(20)
    script = {
        "RCPT": Do(_verdict),
        "dot": Do(lambda stuffed: _verdict(stuffed.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n."))),
    }
    async with FakeRelay(script) as fake, relaying(fake, connections=4) as relay:
        await asyncio.gather(*(_one(relay, number, dice) for number in range(400)))
        assert len(fake.dialogues) == 4
    assert all(message.answer == _verdict(message.content) for message in fake.messages)


async def _exchange(batches: list[int], cuts: random.Random) -> None:
    """Batches of commands; the relay's replies cut anywhere. Reply n must come to command n."""
    wire, asked = Wire(), 0
    wire.connection_made(Pipe())
    for size in batches:
        wire.send(b"X\r\n" * size, size)
        stream = b"".join(b"250-%d\r\n250 %d\r\n" % (asked + n, asked + n) for n in range(size))
        while stream:
            cut = cuts.randint(1, len(stream))
            wire.data_received(stream[:cut])
            stream = stream[cut:]
        for _ in range(size):
            assert (await wire.reply()).lines == (b"%d" % asked,) * 2
            asked += 1
        assert wire.settled


@given(st.lists(st.integers(1, 6), max_size=20), st.randoms(use_true_random=False))
def test_every_interleaving_keeps_the_order(batches: list[int], cuts: random.Random) -> None:
    asyncio.run(_exchange(batches, cuts))


async def test_a_hundred_thousand_replies_keep_the_order() -> None:
    dice = random.Random(16)
    await _exchange([dice.randint(1, 6) for _ in range(30_000)], dice)


@pytest.mark.parametrize("answer", [b"552 5.3.4 too large\r\n", b"250 2.0.0 queued\r\n"])
async def test_an_answer_before_the_final_dot_has_left(answer: bytes) -> None:
    """A refusal counts, a success does not; either way the rest of the message is never read as commands."""
    wire, pipe = Wire(), Pipe()
    wire.connection_made(pipe)
    sending = asyncio.create_task(Connection(wire, PATIENT).message([b"Subject: x\r\n"]))
    await asyncio.sleep(0)
    wire.pause_writing()
    wire.data_received(b"354 go on\r\n")
    while len(pipe.written) < 2:
        await asyncio.sleep(0)
    wire.data_received(answer)
    (outcome,) = await asyncio.gather(sending, return_exceptions=True)
    assert isinstance(outcome, Desync) if answer.startswith(b"2") else outcome == WireReply(552, (b"5.3.4 too large",))
    assert pipe.aborted and not wire.settled


async def test_a_relay_that_closes_is_sent_nothing_more() -> None:
    wire, pipe = Wire(), Pipe()
    wire.connection_made(pipe)
    wire.eof_received()
    assert pipe.aborted


async def test_one_reply_too_many_ends_the_connection() -> None:
    wire, pipe = Wire(), Pipe()
    wire.connection_made(pipe)
    wire.send(b"MAIL\r\n", 1)
    wire.data_received(b"250 ok\r\n250 for nobody\r\n")
    assert (await wire.reply()).code == 250
    assert isinstance(wire.fault, Desync)
    assert pipe.aborted and not wire.settled
    try:
        wire.send(b"RCPT\r\n", 1)
    except Fault:
        assert pipe.written == [b"MAIL\r\n"]
    else:
        raise AssertionError("a command went out on a broken connection")
