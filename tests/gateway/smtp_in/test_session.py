"""The session: what counts against a client, faults of ours, and clients that leave."""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import replace

import pytest

from gateway.envelope import Client, Path, Refused, Reply
from gateway.events import CommandRefused, Disconnected, Failed
from tests.support.smtp import FAST, OK, Recorder, Talker, running, until

ENVELOPE = b"MAIL FROM:<a@shop.example>\r\nRCPT TO:<b@market.example>\r\nDATA\r\n"


async def deliver(talker: Talker, raw: bytes = b"Subject: a\r\n\r\nb\r\n") -> str:
    await talker.send(ENVELOPE)
    assert [(await talker.reply())[:3] for _ in range(3)] == ["250", "250", "354"]
    await talker.send(raw + b".\r\n")
    return await talker.reply()


async def test_transaction_ends_exactly_once() -> None:
    """Delivered, RSET, EHLO, QUIT and a lost client: one `data` or one `abort` each."""
    async with running() as smtp:
        talker = await smtp.greeted()
        await deliver(talker)
        for end in ("RSET", "EHLO c.example", "QUIT"):
            await talker.ask("MAIL FROM:<a@shop.example>")
            await talker.ask(end)
        lost = await smtp.greeted()
        await lost.ask("MAIL FROM:<a@shop.example>")
        await lost.close()
        await until(lambda: len(smtp.seen(Disconnected)) == 2)
        assert [(mail.finished, mail.aborted) for mail in smtp.recorder.begun] == [(1, 0), (0, 1), (0, 1), (0, 1), (0, 1)]
        assert [event.reason for event in smtp.seen(Disconnected)] == ["quit", "lost"]  # type: ignore[attr-defined]


async def test_recipients_hear_the_relays_own_answers() -> None:
    """SMTP-045; a relay's 421 would end our session, so it becomes 451."""
    answers = {b"no@m.example": Reply(550, "5.1.1", "No such user"), b"away@m.example": Reply(421, "4.3.2", "Going down")}

    async def answer(recipient: Path) -> Reply:
        return answers.get(recipient.address, Reply(250, "2.1.5", "OK"))

    recorder = Recorder()
    recorder.on_rcpt = answer
    async with running(recorder) as smtp:
        talker = await smtp.greeted()
        await talker.send(
            b"MAIL FROM:<>\r\nRCPT TO:<no@m.example>\r\nRCPT TO:<yes@m.example>\r\nRCPT TO:<away@m.example>\r\nDATA\r\n"
        )
        replies = [await talker.reply() for _ in range(5)]
        assert [reply[:9] for reply in replies] == ["250 2.1.0", "550 5.1.1", "250 2.1.5", "451 4.3.2", "354 End d"]
        await talker.send(b"\r\n.\r\n")
        assert (await talker.reply()).startswith("250")
        assert smtp.recorder.mails[0].rcpt_to == [Path(b"yes@m.example")]
        assert not smtp.seen(CommandRefused)


async def test_all_recipients_refused_then_a_pipelined_body() -> None:
    """SMTP-024: PIPELINING lets a client send DATA before it knows; nothing of the body is obeyed."""

    async def refuse(recipient: Path) -> Reply:
        return Reply(550, "5.1.1", "No such user")

    recorder = Recorder()
    recorder.on_rcpt = refuse
    async with running(recorder) as smtp:
        talker = await smtp.greeted()
        await talker.send(ENVELOPE + b"MAIL FROM:<e@evil.example>\r\nRCPT TO:<v@v.example>\r\nDATA\r\nx\r\n.\r\n")
        assert [reply[:3] for reply in await talker.rest()] == ["250", "550", "503", "421"]
        assert len(smtp.recorder.begun) == 1 and not smtp.recorder.mails


class Unprintable(Exception):
    def __str__(self) -> str:
        raise RuntimeError("even the text fails")


@pytest.mark.parametrize(
    "error", [RuntimeError("password=hunter2\r\n250 OK"), ValueError("\ud800"), OSError("x" * 1_000_000), Unprintable()]
)
@pytest.mark.parametrize("hook", ["begin", "rcpt", "data", "extensions"])
async def test_faults_of_ours(hook: str, error: Exception) -> None:
    """SMTP-052: 451 with an id that the log has too, no text of the exception, the envelope cleared, the session usable."""

    async def fail(*_: object) -> Reply:
        raise error

    recorder = Recorder()
    async with running(recorder) as smtp:
        talker = await smtp.greeted()
        setattr(recorder, "extensions" if hook == "extensions" else f"on_{hook}", fail)
        if hook == "extensions":
            await talker.send(b"EHLO again.example\r\n")
            reply = await talker.reply()
            recorder.extensions = Recorder().extensions  # type: ignore[method-assign]
        else:
            await talker.send({"begin": ENVELOPE[:28], "rcpt": ENVELOPE[:-6], "data": ENVELOPE + b"\r\n.\r\n"}[hook])
            replies = [await talker.reply() for _ in range({"begin": 1, "rcpt": 2, "data": 4}[hook])]
            reply = replies[-1]
            setattr(recorder, f"on_{hook}", None)
        (failed,) = smtp.seen(Failed)
        assert reply == f"451 4.3.0 Internal error, try again later ({failed.id})"
        assert len(failed.error) <= 1000  # type: ignore[attr-defined]
        assert await deliver(talker) == "250 2.0.0 Taken"
        assert all(mail.finished + mail.aborted <= 1 for mail in recorder.begun)


async def test_a_refusal_of_the_pipeline_is_the_reply() -> None:
    async def refuse(client: Client, path: Path) -> None:
        raise Refused(Reply(451, "4.3.2", "Relay not reachable"))

    recorder = Recorder()
    recorder.on_begin = refuse
    async with running(recorder) as smtp:
        talker = await smtp.greeted()
        assert await talker.ask("MAIL FROM:<a@shop.example>") == "451 4.3.2 Relay not reachable"


@pytest.mark.parametrize("leave", ["close", "half-close", "reset", "pipelined QUIT"])
async def test_a_hand_over_survives_its_client(leave: str) -> None:
    """A client that leaves after the final dot: `data` runs to its end, once."""
    started, go_on = asyncio.Event(), asyncio.Event()

    async def slow(raw: bytes) -> Reply:
        started.set()
        await go_on.wait()
        return OK

    recorder = Recorder()
    recorder.on_data = slow
    async with running(recorder) as smtp:
        talker = await smtp.greeted()
        await talker.send(ENVELOPE + b"\r\n.\r\n" + b"QUIT\r\n" * (leave == "pipelined QUIT"))
        await asyncio.wait_for(started.wait(), 20)
        if leave == "close":
            talker.writer.close()
        elif leave == "reset":
            sock = talker.writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            talker.writer.transport.abort()
        else:
            talker.writer.write_eof()
        await asyncio.sleep(0.05)
        go_on.set()
        await until(lambda: smtp.seen(Disconnected))
        (mail,) = recorder.begun
        assert (mail.finished, mail.aborted) == (1, 0)
        if leave == "pipelined QUIT":
            assert [reply[:3] for reply in await talker.rest()] == ["250", "250", "354", "250", "221"]


async def test_soft_errors_wait_and_hard_errors_end() -> None:
    async with running(limits=replace(FAST, soft_errors=2, hard_errors=4)) as smtp:
        talker = await smtp.connect()
        await talker.send(b"WIZ\r\n" * 9)
        assert [reply[:9] for reply in await talker.rest()] == ["500 5.5.2"] * 4 + ["421 4.7.0"]
        assert smtp.seen(Disconnected)[0].reason == "limit"  # type: ignore[attr-defined]


async def test_a_delivered_message_forgives_errors_and_junk() -> None:
    async with running(limits=replace(FAST, hard_errors=4, junk_commands=4)) as smtp:
        talker = await smtp.greeted()
        for _ in range(3):
            await talker.send(b"WIZ\r\n" * 3 + b"NOOP\r\n" * 3)
            assert [(await talker.reply())[:3] for _ in range(6)] == ["500"] * 3 + ["250"] * 3
            assert await deliver(talker) == "250 2.0.0 Taken"


async def test_noop_for_ever() -> None:
    """SMTP-050"""
    async with running() as smtp:
        talker = await smtp.connect()
        await talker.send(b"NOOP\r\n" * 30)
        assert [reply[:3] for reply in await talker.rest()] == ["250"] * 20 + ["421"]


async def test_recipient_limit() -> None:
    """SMTP-044: the limit is 452, and who goes on is disconnected."""
    async with running(limits=replace(FAST, recipients=100)) as smtp:
        talker = await smtp.greeted()
        await talker.send(b"MAIL FROM:<>\r\n" + b"RCPT TO:<b@market.example>\r\n" * 1000)
        replies = await talker.rest()
        assert [reply[:9] for reply in replies[101:]] == ["452 4.5.3"] * 20 + ["421 4.7.0"]
        assert len(smtp.recorder.begun[0].rcpt_to) == 100


async def test_refused_recipients_count_too() -> None:
    """SMTP-044: guessing addresses is bounded, though a refusal of the relay's is no error of the client's."""

    async def refuse(recipient: Path) -> Reply:
        return Reply(550, "5.1.1", "No such user")

    recorder = Recorder()
    recorder.on_rcpt = refuse
    async with running(recorder, limits=replace(FAST, recipients=100)) as smtp:
        talker = await smtp.greeted()
        await talker.send(b"MAIL FROM:<>\r\n" + b"RCPT TO:<b@market.example>\r\n" * 101)
        replies = [await talker.reply() for _ in range(102)]
        assert [reply[:3] for reply in replies] == ["250"] + ["550"] * 100 + ["452"]


async def test_a_thousand_recipients() -> None:
    """SMTP-044"""
    async with running() as smtp:
        talker = await smtp.greeted()
        await talker.send(b"MAIL FROM:<>\r\n" + b"RCPT TO:<b@market.example>\r\n" * 1000 + b"DATA\r\n")
        replies = [await talker.reply() for _ in range(1002)]
        assert replies[-1].startswith("354") and {reply[:3] for reply in replies[:-1]} == {"250"}


async def test_messages_in_one_session() -> None:
    async with running(limits=replace(FAST, session_messages=2)) as smtp:
        talker = await smtp.greeted()
        assert [await deliver(talker) for _ in range(2)] == ["250 2.0.0 Taken"] * 2
        assert (await talker.ask("MAIL FROM:<a@shop.example>")).startswith("421 4.7.0")
        assert await talker.reply() == ""


async def test_many_ehlos_do_not_lengthen_lines() -> None:
    """SMTP-029"""
    async with running() as smtp:
        talker = await smtp.connect()
        for _ in range(1000):
            await talker.send(b"EHLO c.example\r\n")
            await talker.reply()
        assert (await talker.ask("MAIL FROM:<" + "a" * 600 + "@shop.example>")).startswith("500 5.5.2")


async def test_endless_command_line() -> None:
    """SMTP-028"""
    async with running() as smtp:
        talker = await smtp.connect()
        await talker.send(b"NOOP " + b"a" * 200_000)
        assert (await talker.reply()).startswith("421 4.7.0")
        assert await talker.reply() == ""


async def test_early_talker() -> None:
    """SMTP-025"""
    async with running(limits=replace(FAST, greeting_delay=5.0)) as smtp:
        talker = await smtp.connect(banner=False)
        await talker.send(b"EHLO c.example\r\n")
        assert [reply[:9] for reply in await talker.rest()] == ["554 5.5.0"]


async def test_patient_client_is_greeted_after_the_delay() -> None:
    async with running(limits=replace(FAST, greeting_delay=0.05)) as smtp:
        assert await deliver(await smtp.greeted()) == "250 2.0.0 Taken"


async def test_idle_and_slow_commands_time_out() -> None:
    """SMTP-050: the line must be complete in time, however its octets come."""
    async with running(limits=replace(FAST, command=0.3)) as smtp:
        idle, slow = await smtp.connect(), await smtp.connect()

        async def dribble() -> None:
            for _ in range(100):
                await slow.send(b"N")
                await asyncio.sleep(0.05)

        dribbling = asyncio.create_task(dribble())
        assert (await idle.reply()).startswith("421 4.4.2")
        assert (await slow.reply()).startswith("421 4.4.2")
        dribbling.cancel()


async def test_a_client_that_never_reads_is_let_go() -> None:
    """SMTP-050: replies that nobody takes hold neither memory nor a place."""
    async with running(limits=replace(FAST, command=0.5, junk_commands=10**9)) as smtp:
        with socket.socket() as deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            deaf.setblocking(False)
            loop = asyncio.get_running_loop()
            await loop.sock_connect(deaf, smtp.server.addresses[0])
            sending = asyncio.create_task(loop.sock_sendall(deaf, b"HELP\r\n" * 1_000_000))
            await until(lambda: smtp.seen(Disconnected), 60)
            assert smtp.seen(Disconnected)[0].reason == "lost"  # type: ignore[attr-defined]
            await until(lambda: not smtp.server._tasks)
            sending.cancel()
            await asyncio.wait([sending])


async def test_slow_data_goes_on_while_it_progresses() -> None:
    """SMTP-050: the deadline is for progress, not for the upload."""
    async with running(limits=replace(FAST, command=0.3, progress=0.3, progress_octets=10)) as smtp:
        talker = await smtp.greeted()
        await talker.send(ENVELOPE)
        assert [(await talker.reply())[:3] for _ in range(3)] == ["250", "250", "354"]
        for _ in range(10):
            await talker.send(b"a" * 20 + b"\r\n")
            await asyncio.sleep(0.1)
        await talker.send(b".\r\n")
        assert await talker.reply() == "250 2.0.0 Taken"
        await talker.send(ENVELOPE)
        assert [(await talker.reply())[:3] for _ in range(3)] == ["250", "250", "354"]
        assert (await talker.reply()).startswith("421 4.4.2")
        assert len(smtp.recorder.mails) == 1


async def test_session_length() -> None:
    async with running(limits=replace(FAST, session=0.2)) as smtp:
        talker = await smtp.greeted()
        await talker.ask("MAIL FROM:<>")
        await asyncio.sleep(0.3)
        assert (await talker.ask("RCPT TO:<b@market.example>")).startswith("250")
        assert (await talker.ask("RSET")).startswith("250")
        assert (await talker.reply()).startswith("421 4.7.0")


async def test_lying_size() -> None:
    """SMTP-034: 552 after the end of DATA when it comes soon, and the session goes on."""
    async with running(limits=replace(FAST, message=100_000)) as smtp:
        talker = await smtp.greeted()
        assert (await deliver(talker, (b"a" * 78 + b"\r\n") * 1500)).startswith("552 5.3.4")
        assert await deliver(talker) == "250 2.0.0 Taken"
        assert [(mail.finished, mail.aborted) for mail in smtp.recorder.begun] == [(0, 1), (1, 0)]
        await talker.send(ENVELOPE + (b"a" * 78 + b"\r\n") * 4000)
        assert [reply[:9] for reply in (await talker.rest())[3:]] == ["552 5.3.4"]


async def test_mail_loop() -> None:
    """SMTP-054"""
    async with running() as smtp:
        talker = await smtp.greeted()
        assert (await deliver(talker, b"Received: by x\r\n" * 51 + b"\r\n")).startswith("554 5.4.6")
        assert await deliver(talker, b"Received: by x\r\n" * 50 + b"\r\n") == "250 2.0.0 Taken"


async def test_xforward_is_told_for_one_message() -> None:
    """SMTP-055"""
    from tests.support.dialog import LOCAL

    async with running(xforward=LOCAL) as smtp:
        talker = await smtp.greeted()
        assert (await talker.ask("XFORWARD NAME=[UNAVAILABLE] ADDR=192.0.2.7 PORT=99")).startswith("250 2.0.0")
        assert (await talker.ask("XFORWARD HELO=real.example")).startswith("250 2.0.0")
        await deliver(talker)
        await deliver(talker)
        first, second = (mail.client for mail in smtp.recorder.mails)
        assert (first.ip, first.port, first.helo) == ("192.0.2.7", 99, "real.example")
        assert (second.ip, second.helo) == ("127.0.0.1", "client.example")
