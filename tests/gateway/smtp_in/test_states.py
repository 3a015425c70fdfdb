"""SMTP-051: random command sequences against a reference model, and one segment against one command at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.envelope import Path, Reply
from tests.support.smtp import FAST, Recorder, running

GENEROUS = replace(FAST, soft_errors=10_000, hard_errors=10_000, junk_commands=10_000)
COMMANDS = ["EHLO c.example", "HELO c.example", "MAIL FROM:<a@s.example>", "MAIL FROM:<a", "RCPT TO:<b@m.example>"]
COMMANDS += ["DATA", "RCPT TO:<no@m.example>", "RCPT TO:b", "RSET", "NOOP", "BDAT 1", "WIZ", "QUIT", "VRFY x", "AUTH PLAIN"]
COMMANDS += ["STARTTLS", ""]
SEQUENCES = st.lists(st.sampled_from(COMMANDS[:11]) | st.sampled_from(COMMANDS), max_size=25)


class Model:
    """What RFC 5321 4.1.4 says about order, and nothing else."""

    def __init__(self) -> None:
        self.greeted = self.mail = self.closed = self.uninvited = False
        self.accepted = self.delivered = 0

    def answers(self, command: str) -> list[int]:
        verb = command.partition(" ")[0]
        known = verb not in ("WIZ", "")
        uninvited, self.uninvited = self.uninvited, self.uninvited and not known
        if not known:
            self.closed = uninvited
            return [421 if uninvited else 500]
        return getattr(self, f"on_{verb.lower()}")(command)  # type: ignore[no-any-return]

    def on_ehlo(self, command: str) -> list[int]:
        self.greeted, self.mail, self.accepted = True, False, 0
        return [250]

    on_helo = on_ehlo

    def on_rset(self, command: str) -> list[int]:
        self.mail, self.accepted = False, 0
        return [250]

    def on_mail(self, command: str) -> list[int]:
        if not self.greeted or self.mail:
            return [503]
        if not command.endswith(">"):
            return [501]
        self.mail = True
        return [250]

    def on_rcpt(self, command: str) -> list[int]:
        if not self.mail:
            return [503]
        if "<" not in command:
            return [501]
        self.accepted += "no@" not in command
        return [550 if "no@" in command else 250]

    def on_data(self, command: str) -> list[int]:
        if not self.accepted:
            self.uninvited = True
            return [503]
        self.mail, self.accepted, self.delivered = False, 0, self.delivered + 1
        return [354, 250]

    def on_bdat(self, command: str) -> list[int]:
        self.uninvited = True
        return [502]

    def on_noop(self, command: str) -> list[int]:
        return [250]

    def on_vrfy(self, command: str) -> list[int]:
        return [252]

    def on_auth(self, command: str) -> list[int]:
        return [502]

    on_starttls = on_auth

    def on_quit(self, command: str) -> list[int]:
        self.closed = True
        return [221]


async def no_such_user(recipient: Path) -> Reply:
    return Reply(550, "5.1.1", "No") if recipient.address.startswith(b"no@") else Reply(250, "2.1.5", "OK")


async def check(commands: list[str], model: Model) -> None:
    recorder = Recorder()
    recorder.on_rcpt = no_such_user
    async with running(recorder, limits=GENEROUS) as smtp:
        talker = await smtp.connect()
        for command in commands:
            expected = model.answers(command)
            await talker.send(command.encode() + b"\r\n")
            assert int((await talker.reply())[:3]) == expected[0], commands
            if expected[0] == 354:
                await talker.send(b"x\r\n.\r\n")
                assert int((await talker.reply())[:3]) == expected[1]
            if model.closed:
                assert await talker.reply() == ""
                break
        assert len(recorder.mails) == model.delivered
        await talker.close()
    assert all(mail.finished + mail.aborted == 1 for mail in recorder.begun)


async def check_one_segment(commands: list[str]) -> None:
    model, expected, segment = Model(), [], b""
    for command in [*commands, "QUIT"]:
        answers = model.answers(command)
        expected += answers
        segment += command.encode() + b"\r\n" + b"x\r\n.\r\n" * (answers[0] == 354)
        if model.uninvited or model.closed:
            break
    if model.uninvited:
        expected.append(421)
        segment += b"MAIL FROM:<e@evil.example>\r\nRCPT TO:<v@v.example>\r\nDATA\r\n"
    recorder = Recorder()
    recorder.on_rcpt = no_such_user
    async with running(recorder, limits=GENEROUS) as smtp:
        talker = await smtp.connect()
        await talker.send(segment)
        assert [int(reply[:3]) for reply in await talker.rest()] == expected, commands
        assert len(recorder.mails) == model.delivered


@settings(max_examples=150, deadline=None)
@given(SEQUENCES)
def test_any_sequence(commands: list[str]) -> None:
    """Never an unexpected 250, never a second 354 for one transaction, every transaction ended once."""
    asyncio.run(check(commands, Model()))


@settings(max_examples=150, deadline=None)
@given(SEQUENCES)
def test_any_sequence_in_one_segment(commands: list[str]) -> None:
    """RFC 2920: the same replies in the same order; after a refused DATA or BDAT, 421 and nothing obeyed."""
    asyncio.run(check_one_segment(commands))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=30) | st.sampled_from([c.encode() + b"\r\n" for c in COMMANDS]), max_size=20))
def test_any_octets(pieces: list[bytes]) -> None:
    """Garbage is answered or hung up on; nothing of ours breaks."""

    async def send() -> None:
        async with running(limits=replace(FAST, linger=0.01)) as smtp:
            talker = await smtp.connect()
            await talker.send(b"".join(pieces))
            talker.writer.write_eof()
            replies = await talker.rest()
            assert all(
                reply[:3].isdigit() and reply[3] == " " for reply in (line for r in replies for line in r.split("\n")[-1:])
            )
            assert not any(type(event).__name__ == "Failed" for event in smtp.events)

    asyncio.run(send())
