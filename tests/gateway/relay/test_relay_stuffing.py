"""SMTP-035: whatever stands in a message, the relay that takes the dots away again has the same bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.relay.stuffing import stuffed
from tests.gateway.relay.relaying import BUYER, begin, relaying
from tests.support.fake_relay import FakeRelay

BODIES = [
    b"",
    b".",
    b"..",
    b".a",
    b"..a",
    b"a",
    b"\r\n",
    b"\r\n\r\n",
    b"\r\n.\r\n",
    b".\r\n",
    b".\r\n.\r\n.\r\n",
    b"a\r\n.",
    b"a\r\n.\r\n",
]
BODIES += [
    b".\r\n" * 200_000,
    b"." * 300_000,
    b"x" * 262_144 + b"\r\n.\r\n",
    b"x" * 262_143 + b"\r\n.\r\n",
    b"x" * 262_142 + b"\r\n.\r\n",
]


def _unstuffed(wire: bytes) -> bytes:
    """What a receiver makes of it (RFC 5321 4.5.2), line by line; the end of data must come once, at the end."""
    lines = wire.split(b"\r\n")
    assert lines[-2:] == [b".", b""]
    assert b"." not in lines[:-2]
    return b"".join(line.removeprefix(b".") + b"\r\n" for line in lines[:-2])


def _ended(message: bytes) -> bytes:
    return message if not message or message.endswith(b"\r\n") else message + b"\r\n"


def _naive(message: bytes) -> bytes:
    lines = _ended(message).split(b"\r\n")[:-1]
    return b"".join((b"." if line.startswith(b".") else b"") + line + b"\r\n" for line in lines) + b".\r\n"


PIECES = st.lists(
    st.lists(st.sampled_from([b"\r", b"\n", b".", b"a", b"\r\n.", b"\r\n"]), max_size=8).map(b"".join), max_size=5
)


@given(PIECES, st.integers(1, 7))
def test_however_it_is_cut(pieces: list[bytes], size: int) -> None:
    message = b"".join(pieces)
    wire = b"".join(stuffed(pieces, size))
    assert wire == _naive(message)
    assert _unstuffed(wire) == _ended(message)


def test_a_dot_after_a_bare_line_feed_stays_alone() -> None:
    """Else the body differs from the one that was signed."""
    assert b"".join(stuffed([b"a\n.b\r\n"])) == b"a\n.b\r\n.\r\n"


def test_large_pieces_without_dots_are_not_copied() -> None:
    piece = b"0123456789\r\n" * 100_000
    *blocks, end = stuffed([b"DKIM-Signature: x\r\n", piece])
    assert end == b".\r\n"
    assert all(isinstance(block, memoryview) for block in blocks)
    assert b"".join(blocks[1:]) == piece


@pytest.mark.parametrize("body", BODIES, ids=[f"{body[:12]!r}-{len(body)}" for body in BODIES])
async def test_the_relay_has_the_same_bytes(body: bytes) -> None:
    async with FakeRelay() as fake, relaying(fake) as relay:
        for pieces in (
            [body],
            [body[index : index + 1] for index in range(len(body))] if len(body) < 20 else [body[:9], body[9:]],
        ):
            session = await begin(relay)
            await session.rcpt(BUYER)
            assert (await session.data(pieces)).code == 250
    assert [message.content for message in fake.messages] == [_ended(body)] * 2
    assert len(fake.dialogues) == 1
