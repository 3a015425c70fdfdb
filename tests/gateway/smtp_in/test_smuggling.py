"""SMTP-001..022 on a socket: no end of DATA but CRLF.CRLF, whatever the cut."""

from __future__ import annotations

import re

import pytest

from tests.support.smtp import Talker, running

# fmt: off
SEQUENCES = [
    b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\n.\r", b"\r.\n", b"\n\r.\n", b"\n\r.\r\n",
    b"\r\n\0.\r\n", b"\r\n.\0\r\n", b"\r\r\n.\r\r\n", b"\r\n.\r\r\n", b"\r\r\n.\r\n", b"\x85.\x85", b"\r\n\x1a.\r\n",
    b"\r\n .\r\n", b"\r\n. \r\n", b"\xe2\x80\xa8.\xe2\x80\xa8",
]
# fmt: on
INJECTED = b"MAIL FROM:<e@z.example>\r\nRCPT TO:<v@v.example>\r\nDATA\r\nSubject: s\r\n\r\nx"


async def in_data(talker: Talker) -> None:
    await talker.send(b"MAIL FROM:<a@shop.example>\r\nRCPT TO:<b@market.example>\r\nDATA\r\n")
    assert [(await talker.reply())[:3] for _ in range(3)] == ["250", "250", "354"]


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("number", "sequence"), list(enumerate(SEQUENCES, 1)), ids=lambda v: f"SMTP-{v:03}" if isinstance(v, int) else repr(v)
)
async def test_one_message_at_most(number: int, sequence: bytes, strict: bool) -> None:
    async with running(strict_lines=strict) as smtp:
        talker = await smtp.greeted()
        await in_data(talker)
        await talker.send(b"Subject: a\r\n\r\nfirst" + sequence + INJECTED + b"\r\n.\r\nQUIT\r\n")
        replies = await talker.rest()
        assert len(smtp.recorder.begun) <= 1 or sequence == b"\r\r\n.\r\n"
        assert not any(reply.startswith("354") for reply in replies)
        for mail in smtp.recorder.mails:
            assert INJECTED in mail.raw
            assert not re.search(rb"\r(?!\n)|(?<!\r)\n", mail.raw)
        if sequence.replace(b"\r\n", b"").count(b"\r"):
            assert replies[0].startswith("550 5.6.11") and not smtp.recorder.mails
            assert len(replies) == 1


async def test_terminator_cut_to_single_octets() -> None:
    """SMTP-021"""
    async with running() as smtp:
        talker = await smtp.greeted()
        await in_data(talker)
        for octet in b"Subject: a\r\n\r\n..\r\n.\r\n":
            await talker.send(bytes([octet]))
        assert await talker.reply() == "250 2.0.0 Taken"
        assert smtp.recorder.mails[0].raw == b"Subject: a\r\n\r\n.\r\n"
