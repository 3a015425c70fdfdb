"""Notices: who is told what, once, by one of two nodes, and that nothing of a hostile message acts in them."""

from __future__ import annotations

import asyncio
import dataclasses
import email
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from email.message import Message

import pytest

from filters.facts import Facts
from filters.finding import Action, Finding
from filters.verdict import Gist, Verdict
from gateway.envelope import Client, Envelope, Path, Reply
from gateway.events import Event
from gateway.notices.letter import is_plain, letter, one_line
from gateway.notices.notifier import Notifier, Plan, Reviewer
from gateway.pipeline import Exit, new_id
from gateway.policies import PolicyFile
from gateway.store.database import Database
from gateway.store.erasure import Erasure
from gateway.store.held import HeldMail
from gateway.store.notices import LEASE, TRIES, Outbox
from gateway.store.queue import Queue
from tests.gateway.store.conftest import postgresql, url

__all__ = ["postgresql", "url"]

BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
RAW = b"From: a@shop.example\r\n\r\nbody\r\n"
SITE = PolicyFile("amazon").load().site


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Relay:
    """Remembers (reverse-path, recipient, content); answers DATA with `answers` first."""

    relay, offers = "fake", frozenset(("8BITMIME",))

    def __init__(self) -> None:
        self.sent: list[tuple[bytes, bytes, bytes]] = []
        self.answers: list[Reply] = []
        self.begun = 0

    async def open(self, client: Client, mail_from: Path) -> Relay:
        self._from = mail_from.address
        return self

    async def rcpt(self, recipient: Path) -> Reply:
        self._to = recipient.address
        return Reply(250, "2.1.5", "ok")

    async def data(self, pieces: tuple[bytes, ...]) -> Reply:
        self.begun += 1
        reply = self.answers.pop(0) if self.answers else Reply(250, "2.0.0", "taken")
        if reply.positive:
            self.sent.append((self._from, self._to, b"".join(pieces)))
        await asyncio.sleep(0)
        return reply

    async def abort(self) -> None:
        pass


class Signer:
    """Puts a mark in front: what was sent came by the one way out."""

    async def sign(self, raw: bytes, edited: bool) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
        return (b"DKIM-Signature: here\r\n", raw), ("shop.example",)


class World:
    """A store, a clock, a relay, and as many nodes as are asked for."""

    def __init__(self, url: str) -> None:
        self.url, self.clock, self.relay, self.told = url, Clock(), Relay(), list[Event]()
        self.policy = SITE
        self.databases: list[Database] = []

    async def database(self) -> Database:
        self.databases.append(await Database.open(self.url))
        return self.databases[-1]

    async def node(self, *reviewers: Reviewer, held: bool = True, rejected: bool = True, at: time = time(6)) -> Notifier:
        database = await self.database()
        plan = Plan("notices@shop.example", "gw.example", held, rejected, reviewers, at, console="https://review.example")
        outbox, queue, exit_ = Outbox(database, self.clock), Queue(database, self.clock), Exit(Signer(), self.told.append)
        return Notifier(plan, outbox, queue, self.relay, exit_, lambda facts: self.policy, self.told.append, self.clock)  # type: ignore[arg-type]

    async def hold(
        self,
        sender: str = "a@shop.example",
        account: str = "default",
        words: str = "www.x.example",
        rule: str = "links/external",
        subject: str = "Hi",
        note: str = "an external link",
    ) -> str:
        finding = Finding(rule, Action.HOLD, "text", words, 0, 3, note)
        shadow = Finding("contact/phone", Action.REJECT, "text", "not enforced", 0, 0, shadow=True)
        verdict = Verdict(Action.HOLD, (finding, shadow), RAW, False, "digest", gist=Gist(subject=subject))
        facts = Facts(sender, (BUYER,), account=account)
        paths = Path(sender.encode()), (Path(BUYER.encode()),)
        envelope = Envelope(new_id(), self.clock.now, Client("192.0.2.1"), *paths, RAW)
        return await HeldMail(self.databases[0], self.clock).hold(envelope, verdict, facts)

    def mails(self) -> list[Message]:
        return [email.message_from_bytes(content) for _, _, content in self.relay.sent]


@pytest.fixture
async def world(url: str) -> AsyncIterator[World]:
    made = World(url)
    yield made
    for database in made.databases:
        await database.close()


def body(mail: Message) -> str:
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


async def test_the_sender_of_a_held_message_is_told_why_and_once(world: World) -> None:
    node = await world.node()
    held_id = await world.hold()
    for _ in range(3):
        await node.round()
    ((mail_from, recipient, content),) = world.relay.sent
    (mail,) = world.mails()
    assert (mail_from, recipient) == (b"", b"a@shop.example")
    assert content.startswith(b"DKIM-Signature: here\r\n")
    assert (mail["From"], mail["To"], mail["Auto-Submitted"]) == ("notices@shop.example", "a@shop.example", "auto-generated")
    assert mail["Message-ID"].endswith("@gw.example>") and held_id in mail["Subject"]
    for told in ("links/external", "www.x.example", "an external link", "Hi"):
        assert told in body(mail)
    assert "not enforced" not in body(mail) and BUYER not in content.decode()


async def test_of_two_nodes_one_sends_and_a_restart_changes_nothing(world: World) -> None:
    nodes = [await world.node(Reviewer("r@shop.example")) for _ in range(2)]
    for _ in range(5):
        await world.hold()
    world.clock.now += timedelta(hours=4)
    await asyncio.gather(*(node.round() for node in nodes))
    await (await world.node(Reviewer("r@shop.example"))).round()
    assert world.relay.begun == 6


async def test_a_person_rejects_and_the_reason_is_told(world: World) -> None:
    node = await world.node(held=False)
    held_id = await world.hold()
    await node.round()
    assert not world.relay.sent
    await HeldMail(world.databases[0], world.clock).reject(held_id, "anna", "No\r\nBcc: x@y.example\r\n\r\nadvertising")
    await node.round()
    await node.round()
    (mail,) = world.mails()
    assert "The reason given: No Bcc: x@y.example advertising" in body(mail).splitlines()
    assert mail["Bcc"] is None and "anna" not in mail.as_string()


async def test_an_erasure_tells_nobody(world: World) -> None:
    node = await world.node(held=False)
    await world.hold()
    await Erasure(world.databases[0], world.clock).erase(BUYER, "anna")
    await node.round()
    assert not world.relay.begun


async def test_what_was_decided_meanwhile_is_not_told_as_held(world: World) -> None:
    node = await world.node(rejected=False)
    held_id = await world.hold()
    world.relay.answers = [Reply(451, "4.3.0", "later")]
    await node.round()
    await HeldMail(world.databases[0], world.clock).reject(held_id, "anna", "no")
    world.clock.now += LEASE
    await node.round()
    assert world.relay.begun == 1
    assert await Outbox(world.databases[0], world.clock).counts() == (0, 0)


async def test_what_failed_for_now_comes_again_later_and_is_given_up_at_last(world: World) -> None:
    node = await world.node()
    await world.hold()
    world.relay.answers = [Reply(451, "4.3.0", "later")] * (TRIES + 5)
    outbox = Outbox(world.databases[0], world.clock)
    await node.round()
    await node.round()
    assert world.relay.begun == 1 and await outbox.counts() == (1, 0)
    for _ in range(TRIES + 3):
        world.clock.now += LEASE * 2**TRIES
        await node.round()
    assert world.relay.begun == TRIES and await outbox.counts() == (0, 1)


async def test_a_second_try_has_the_same_message_id(world: World) -> None:
    first, second = (
        letter("held:1", datetime(2026, 1, day, tzinfo=UTC), "a@b.example", "c@d.example", "", "", "en", "h.example")
        for day in (1, 2)
    )
    ids = {email.message_from_bytes(content)["Message-ID"] for content in (first, second)}
    assert len(ids) == 1 and first != second


async def test_what_the_relay_refuses_for_good_is_given_up(world: World) -> None:
    node = await world.node()
    await world.hold()
    world.relay.answers = [Reply(550, "5.1.1", "no such user")]
    await node.round()
    world.clock.now += timedelta(days=30)
    await node.round()
    assert world.relay.begun == 1 and await Outbox(world.databases[0], world.clock).counts() == (0, 1)


@pytest.mark.parametrize("sender", ["", BUYER, '"a b"@shop.example', "ä@shop.example", "notices@shop.example", "a@[192.0.2.1]"])
async def test_who_gets_no_notice(world: World, sender: str) -> None:
    node = await world.node()
    await world.hold(sender)
    await node.round()
    assert not world.relay.begun


async def test_a_sender_who_is_not_one_of_the_account_gets_no_notice(world: World) -> None:
    node = await world.node()
    await world.hold(rule="envelope/sender")
    await node.round()
    assert not world.relay.begun


async def test_old_messages_are_not_told_of(world: World) -> None:
    await world.database()
    await world.hold()
    world.clock.now += timedelta(days=2)
    await (await world.node()).round()
    assert not world.relay.begun


HOSTILE = [
    "x\r\nBcc: evil@y.example\r\n\r\n<script>alert(1)</script>",
    "\r\n.\r\nMAIL FROM:<x@y.example>",
    "a\u202ecba\u2028b\0c\x1b[31m\u200b\ud800",
    "y" * 100_000,
    "=?utf-8?q?=0d=0aBcc:_evil=40y.example?=",
    "{} {0.__class__}",
]


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_hostile_words_stay_words(world: World, hostile: str) -> None:
    node = await world.node()
    held_id = await world.hold(words=hostile, subject=hostile, note=hostile)
    await node.round()
    await HeldMail(world.databases[0], world.clock).reject(held_id, "anna", hostile)
    await node.round()
    assert len(world.relay.sent) == 2
    for (_, _, content), mail in zip(world.relay.sent, world.mails(), strict=True):
        assert b"\r" not in content.replace(b"\r\n", b"") and b"\n" not in content.replace(b"\r\n", b"")
        assert max(map(len, content.split(b"\r\n"))) <= 998
        assert mail["Bcc"] is None and len(mail.get_all("Subject", [])) == 1
        assert all(character.isprintable() or character == "\n" for character in body(mail).replace("\r\n", "\n"))


async def test_the_reasons_are_in_the_language_of_the_policy(world: World) -> None:
    world.policy = dataclasses.replace(SITE, language="de")
    node = await world.node()
    await world.hold(note="contrast of 2.1 to 1")
    await node.round()
    (mail,) = world.mails()
    assert mail["Content-Language"] == "de"
    assert "Was gefunden wurde:" in body(mail) and "Kontrast von 2.1 zu 1" in body(mail)


async def test_the_digest_comes_once_a_day_about_the_reviewers_accounts(world: World) -> None:
    node = await world.node(Reviewer("r@shop.example", ("lamps",)), held=False)
    mine, other = await world.hold(account="lamps", words="secret words"), await world.hold(account="chairs")
    await node.round()
    assert not world.relay.sent
    world.clock.now = datetime(2026, 1, 2, 23, 30, tzinfo=UTC)
    await node.round()
    await node.round()
    world.clock.now += timedelta(hours=8)
    await node.round()
    first, second = world.mails()
    assert first["Subject"] == "Held messages: 1 held, 0 overdue, 1 due within 4 hours"
    assert second["Subject"] == "Held messages: 1 held, 1 overdue, 0 due within 4 hours"
    assert mine in body(first) and other not in body(first) and "secret" not in body(first)
    assert "https://review.example" in body(first)


async def test_a_digest_is_due_after_midnight_too(world: World) -> None:
    node = await world.node(Reviewer("r@shop.example"), at=time(23, 59, 59))
    world.clock.now = datetime(2026, 1, 3, 0, 0, 5, tzinfo=UTC)
    await node.round()
    world.clock.now += timedelta(hours=19)
    await node.round()
    assert len(world.relay.sent) == 1


def test_plain_addresses() -> None:
    long = "a" * 64 + "@" + ".".join(["b" * 59] * 3) + ".example"
    content = letter("held:1", datetime(2026, 1, 1, tzinfo=UTC), "n@shop.example", long, "s", "t", "en", "h.example")
    assert is_plain(long) and f"To: {long}\r\n".encode() in content
    for wrong in (
        "a@b.example\n",
        "a@b.example,c@d.example",
        "A <a@b.example>",
        "a..b@c.example",
        "a@localhost",
        "a@b.example\r\nBcc: c@d.example",
    ):
        assert not is_plain(wrong)


def test_one_line() -> None:
    assert one_line("a \r\n b\u202e") == "a b\ufffd"
    assert len(one_line("x" * 500)) == 200
