"""The path of one message: every exit, and what each collaborator's failure becomes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest

from filters.facts import Facts
from filters.finding import Action, Finding
from filters.policy import Policy
from filters.verdict import Verdict
from gateway import events as e
from gateway.envelope import Client, Envelope, Path, Refused, Reply
from gateway.pipeline import Exit, MailTransaction, Pipeline
from gateway.policies import PolicyFile
from gateway.recorded import Known, Outcome

RAW = b"Subject: x\r\n\r\nHello\r\n"
EDITED = b"Subject: y\r\n\r\nHello\r\n"
BUYER = Path(b"k3l9x2m4p7q8r5t@marketplace.amazon.de")
CLIENT = Client("127.0.0.1")
OK = Reply(250, "2.0.0", "queued as 1")
SITE = PolicyFile("amazon").load().site


def finding(action: Action) -> Finding:
    return Finding("links/disguised", action, "text", "evil.example", 0, 5, "look-alike")


class World:
    """Every collaborator of the pipeline, each with a switch; what was sent, held and told."""

    def __init__(self) -> None:
        self.action = Action.NOTE
        self.edited = False
        self.inspection: Exception | None = None
        self.signing: Exception | None = None
        self.holding: Exception | None = None
        self.recalling: Exception | None = None
        self.known: Known | None = None
        self.recorded: list[Outcome] = []
        self.answers: list[Reply] = [OK]
        self.sent: list[bytes] = []
        self.held: list[Envelope] = []
        self.aborted = 0
        self.events: list[e.Event] = []
        self.policy = SITE
        self.relay = "fake"
        self.offers = frozenset(("8BITMIME",))
        self.signed_as_edited: list[bool] = []

    async def inspect(self, raw: bytes, facts: Facts) -> Verdict:
        if self.inspection:
            raise self.inspection
        findings = (finding(self.action),) if self.action > Action.NOTE else ()
        return Verdict(self.action, findings, EDITED if self.edited else raw, self.edited, "digest")

    async def sign(self, raw: bytes, edited: bool) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
        if self.signing:
            raise self.signing
        self.signed_as_edited.append(edited)
        return (b"DKIM-Signature: x\r\n", raw), ("seller.example",)

    async def hold(self, envelope: Envelope, verdict: Verdict, facts: Facts) -> str:
        if self.holding:
            raise self.holding
        self.held.append(envelope)
        return "h1"

    @contextlib.asynccontextmanager
    async def recalled(self, envelope: Envelope, facts: Facts) -> AsyncIterator[tuple[Facts, Known | None]]:
        if self.recalling:
            raise self.recalling
        yield facts, self.known

    async def record(self, envelope: Envelope, facts: Facts, verdict: Verdict, ended: Outcome) -> None:
        self.recorded.append(ended)

    async def open(self, client: Client, mail_from: Path) -> World:
        return self

    async def rcpt(self, recipient: Path) -> Reply:
        return Reply(250, "2.1.5", "ok") if b"good" in recipient.address or recipient == BUYER else Reply(550, "5.1.1", "who?")

    async def data(self, pieces: Sequence[bytes]) -> Reply:
        self.sent.append(b"".join(pieces))
        return self.answers.pop(0)

    async def abort(self) -> None:
        self.aborted += 1

    async def extensions(self) -> frozenset[str]:
        return frozenset()

    async def transaction(self) -> MailTransaction:
        exit_ = Exit(self, self.events.append)  # type: ignore[arg-type]
        pipeline = Pipeline(
            self,  # type: ignore[arg-type]
            self,  # type: ignore[arg-type]
            exit_,
            self,  # type: ignore[arg-type]
            self.events.append,
            lambda envelope: Facts(rcpt_to=tuple(map(str, envelope.rcpt_to))),
            lambda facts: self.policy,
            self,  # type: ignore[arg-type]
        )
        return await pipeline.begin(CLIENT, Path(b"shop@seller.example"))

    async def deliver(self, *recipients: Path, raw: bytes = RAW) -> Reply:
        transaction = await self.transaction()
        for recipient in recipients or (BUYER,):
            await transaction.rcpt(recipient)
        reply = await transaction.data(raw)
        await asyncio.sleep(0)
        return reply

    @property
    def outcome(self) -> str:
        return next(event.outcome for event in self.events if isinstance(event, e.Answered))


async def test_clean_mail_goes_out_signed_and_the_relays_words_come_back() -> None:
    world = World()
    assert await world.deliver() == OK
    assert world.sent == [b"DKIM-Signature: x\r\n" + RAW]
    assert world.outcome == "forward"


async def test_repaired_mail_goes_out_as_repaired() -> None:
    world = World()
    world.action, world.edited = Action.FIX, True
    assert await world.deliver() == OK
    assert world.sent == [b"DKIM-Signature: x\r\n" + EDITED]


async def test_a_rejection_says_why_and_sends_nothing() -> None:
    world = World()
    world.action = Action.REJECT
    reply = await world.deliver()
    assert (reply.code, reply.enhanced) == (550, "5.7.1")
    assert 'links/disguised: "evil.example"' in reply.text
    assert (world.sent, world.held, world.outcome, world.aborted) == ([], [], "reject", 1)


async def test_held_mail_is_accepted_with_its_id_once_it_is_stored() -> None:
    world = World()
    world.action = Action.HOLD
    reply = await world.deliver()
    assert reply.code == 250
    assert "h1" in reply.text
    assert [envelope.raw for envelope in world.held] == [RAW]
    assert (world.sent, world.outcome, world.aborted) == ([], "hold", 1)


async def test_a_policy_may_refuse_held_mail() -> None:
    world = World()
    world.action = Action.HOLD
    world.policy = Policy(SITE.name, SITE.digest, SITE.settings, held_reply="reject")
    reply = await world.deliver()
    assert (reply.code, len(world.held)) == (550, 1)
    assert "h1" in reply.text


@pytest.mark.parametrize("step", ["inspection", "signing", "holding"])
@pytest.mark.parametrize(
    ("error", "code"),
    [(Refused(Reply(452, "4.3.1", "full")), 452), (RuntimeError("secret of the mail\r\n250 injected"), 451)],
)
async def test_what_fails_on_our_side_leaves_the_mail_with_its_client(step: str, error: Exception, code: int) -> None:
    world = World()
    world.action = Action.HOLD if step == "holding" else Action.NOTE
    setattr(world, step, error)
    reply = await world.deliver()
    assert reply.code == code
    assert "secret" not in reply.text
    assert world.sent == world.held == []
    assert world.outcome == "deferred"
    failures = [event.error for event in world.events if isinstance(event, e.Failed)]
    assert all("secret" not in text for text in failures)
    assert world.aborted == 1


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(Reply(451, "4.4.2", "gone"), "deferred"), (Reply(554, "5.7.1", "spam"), "refused"), (OK, "forward")],
)
async def test_the_relays_final_answer_is_the_clients(answer: Reply, outcome: str) -> None:
    world = World()
    world.answers = [answer]
    assert await world.deliver() == answer
    assert world.outcome == outcome


LONG = b"Subject: x\r\n\r\n" + b"x" * 999 + b"\r\n"
EIGHT_BIT = "Subject: x\r\n\r\nViele Grüße aus dem Lager in der Stadt\r\n".encode()


async def test_mail_that_the_relay_can_carry_is_not_touched() -> None:
    world = World()
    assert await world.deliver(raw=EIGHT_BIT) == OK
    assert world.sent == [b"DKIM-Signature: x\r\n" + EIGHT_BIT]
    assert world.signed_as_edited == [False]


@pytest.mark.parametrize(("raw", "offers"), [(LONG, {"8BITMIME"}), (EIGHT_BIT, set())])
async def test_mail_is_encoded_for_the_relay_before_it_is_signed(raw: bytes, offers: set[str]) -> None:
    world = World()
    world.offers = frozenset(offers)
    assert await world.deliver(raw=raw) == OK
    assert b"Content-Transfer-Encoding: quoted-printable" in world.sent[0]
    assert world.signed_as_edited == [True]


@pytest.mark.parametrize(("header", "enhanced"), [(b"X-A: " + b"x" * 999, "5.6.1"), ("Message-ID: <ü@x>".encode(), "5.6.3")])
async def test_mail_that_cannot_be_encoded_for_the_relay_is_refused(header: bytes, enhanced: str) -> None:
    world = World()
    world.offers = frozenset()
    reply = await world.deliver(raw=header + b"\r\n" + RAW)
    assert (reply.code, reply.enhanced, world.outcome, world.sent, world.aborted) == (554, enhanced, "refused", [], 1)


async def test_only_recipients_that_the_relay_took_are_recipients() -> None:
    world = World()
    world.action = Action.HOLD
    await world.deliver(Path(b"good@x.example"), Path(b"bad@x.example"), BUYER)
    assert world.held[0].rcpt_to == (Path(b"good@x.example"), BUYER)


async def test_without_any_recipient_command_there_is_nothing_to_send_to() -> None:
    world = World()
    transaction = await world.transaction()
    reply = await transaction.data(RAW)
    assert (reply.code, world.sent) == (503, [])


async def test_every_message_has_its_own_id_in_all_its_events() -> None:
    world = World()
    world.answers = [OK, OK]
    await world.deliver()
    first = {event.id for event in world.events}
    await world.deliver()
    assert len(first) == 1
    assert len({event.id for event in world.events}) == 2


async def test_mail_to_no_marketplace_needs_no_inspector() -> None:
    world = World()
    world.inspection = RuntimeError("asked all the same")
    assert await world.deliver(Path(b"good@friend.example")) == OK
    assert world.sent == [b"DKIM-Signature: x\r\n" + RAW]
    [inspected] = [event for event in world.events if isinstance(event, e.Inspected)]
    assert inspected.verdict.policy == SITE.digest


async def test_what_was_decided_is_recorded() -> None:
    world = World()
    await world.deliver()
    world.action = Action.REJECT
    await world.deliver()
    assert world.recorded == [Outcome("forward", OK, "fake"), Outcome("reject")]


async def test_what_nobody_took_is_not_recorded() -> None:
    world = World()
    world.answers = [Reply(451, "4.0.0", "later"), Reply(554, "5.0.0", "never")]
    await world.deliver()
    await world.deliver()
    assert world.recorded == []


async def test_history_that_cannot_be_asked_is_the_stores_answer() -> None:
    world = World()
    world.recalling = Refused(Reply(451, "4.3.0", "later"))
    assert (await world.deliver()).code == 451
    assert (world.sent, world.outcome) == ([], "deferred")


@pytest.mark.parametrize(
    ("known", "code", "text"),
    [
        (Known("m", "forward", Reply(250, "2.6.0", "queued as 7"), None), 250, "queued as 7"),
        (Known("m", "forward", None, "h7"), 250, "this message was sent already"),
        (Known("m", "hold", None, "h7"), 250, "this message is held already as h7"),
    ],
)
async def test_a_second_try_is_answered_from_the_record(known: Known, code: int, text: str) -> None:
    world = World()
    world.known = known
    reply = await world.deliver()
    assert (reply.code, reply.text) == (code, text)
    assert (world.sent, world.held, world.recorded, world.aborted) == ([], [], [], 1)
    assert world.outcome == "repeated"


async def test_a_second_try_at_a_held_message_hears_what_the_policy_says_of_held_ones() -> None:
    world = World()
    world.known, world.policy = Known("m", "hold", None, "h7"), replace(SITE, held_reply="reject")
    assert (await world.deliver()).code == 550
