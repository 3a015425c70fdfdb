"""The session: order, pipelining, limits, faults."""

from __future__ import annotations

import asyncio

from kit import FAST, Recorder, running, until


async def test_one_mail() -> None:
    async with running() as smtp:
        client = await smtp.greeted()
        assert (await client.ask("MAIL FROM:<a@shop.example> SIZE=20 BODY=8BITMIME")).startswith("250 2.1.0")
        assert (await client.ask("RCPT TO:<b@market.example>")).startswith("250 2.1.5")
        assert (await client.ask("DATA")).startswith("354 ")
        assert await client.ask("Subject: a\r\n\r\n..b\r\n.") == "250 2.0.0 Taken"
        assert (await client.ask("QUIT")).startswith("221 2.0.0")
        assert await client.reply() == ""
        (mail,) = smtp.recorder.mails
        assert mail.raw == b"Subject: a\r\n\r\n.b\r\n"
        assert mail.mail_from.params == (b"SIZE=20", b"BODY=8BITMIME")
        assert (mail.finished, mail.aborted) == (1, 0)
