"""THE PATH of one message. Read `MailTransaction._way` first: every step and every exit stand there, in order.

A client hears 250 only when the relay has taken the message or the store has it on disk. Whatever goes wrong on our side
is 451: the client keeps the message. There is one way out, `Exit.send`, for mail just received and for mail released.
"""

from __future__ import annotations

import asyncio
import secrets
import time
import traceback
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import PurePath

from filters import reason
from filters.facts import Facts
from filters.finding import Action
from filters.inspection import covered, passed
from filters.mail import transport
from filters.policy import Policy
from filters.verdict import Verdict
from filters.wording import WORDINGS, Wording
from gateway import events
from gateway.envelope import Client, Envelope, Path, Refused, Reply
from gateway.ports import HeldStore, Inspector, Records, Relay, RelaySession, Signer
from gateway.recorded import Known, Outcome

TROUBLE = "we could not process the message now; try again later"


def new_id() -> str:
    """A message id: time in milliseconds and 40 random bits, sortable, safe in URLs and file names."""
    return f"{time.time_ns() // 1_000_000:011x}{secrets.token_hex(5)}"


class Exit:
    """The one way out: fit the message to the relay, sign it, hand it over."""

    def __init__(self, signer: Signer, emit: Callable[[events.Event], None]) -> None:
        self._signer = signer
        self._emit = emit

    async def send(self, message_id: str, raw: bytes, edited: bool, session: RelaySession) -> Reply:
        """The relay's final reply. Raises `Refused` where the message cannot be encoded for the relay or cannot be signed."""
        fitted = await _fitted(raw, session)
        started = time.perf_counter()
        pieces, domains = await self._signer.sign(fitted, edited or fitted is not raw)
        signed = time.perf_counter()
        self._emit(events.Signed(message_id, domains, signed - started))
        reply = await session.data(pieces)
        size = sum(map(len, pieces))
        self._emit(events.Relayed(message_id, session.relay, reply, size, time.perf_counter() - signed))
        return reply


async def _fitted(raw: bytes, session: RelaySession) -> bytes:
    """What the relay can carry (SMTP-030, SMTP-037), before it is signed: nobody may have to break or encode it after that."""
    eight_bit = "8BITMIME" in session.offers
    if transport.fits(raw, eight_bit):
        return raw
    try:
        return await asyncio.to_thread(transport.fitted, raw, eight_bit)
    except transport.Untransportable as error:
        raise Refused(Reply(554, error.enhanced, str(error))) from error


class Pipeline:
    """What the SMTP side drives (`gateway.ports.Transactions`): makes one `MailTransaction` for each MAIL."""

    def __init__(
        self,
        relay: Relay,
        inspector: Inspector,
        exit_: Exit,
        store: HeldStore,
        emit: Callable[[events.Event], None],
        gather: Callable[[Envelope], Facts],
        policy_for: Callable[[Facts], Policy],
        records: Records,
    ) -> None:
        self.relay = relay
        self.inspector = inspector
        self.exit = exit_
        self.store = store
        self.emit = emit
        self.gather = gather
        self.policy_for = policy_for
        self.records = records
        self._asides: set[asyncio.Task[None]] = set()

    async def begin(self, client: Client, mail_from: Path) -> MailTransaction:
        return MailTransaction(self, client, mail_from)

    async def extensions(self) -> frozenset[str]:
        return await self.relay.extensions()

    def aside(self, work: Coroutine[None, None, None]) -> None:
        """Do what the client need not wait for, such as the relay's answer to RSET."""
        task = asyncio.create_task(work)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def settle(self) -> None:
        """Wait for what was done aside: at the end, before the relay's connections close."""
        await asyncio.gather(*self._asides, return_exceptions=True)


class MailTransaction:
    """One mail transaction, from MAIL to the final reply (`gateway.ports.Transaction`)."""

    def __init__(self, pipeline: Pipeline, client: Client, mail_from: Path) -> None:
        self._pipeline = pipeline
        self._client = client
        self._mail_from = mail_from
        self._id = new_id()
        self._accepted: list[Path] = []
        self._session: RelaySession | None = None
        self._relay = ""
        self._began = time.perf_counter()

    async def rcpt(self, recipient: Path) -> Reply:
        try:
            if self._session is None:
                self._session = await self._pipeline.relay.open(self._client, self._mail_from)
                self._relay = self._session.relay
            reply = await self._session.rcpt(recipient)
        except Refused as refused:
            reply = refused.reply
        if reply.positive:
            self._accepted.append(recipient)
        self._pipeline.emit(events.RecipientAnswered(self._id, recipient, reply, by_relay=self._session is not None))
        return reply

    async def data(self, raw: bytes) -> Reply:
        """Decide and deliver. Whatever happens there is exactly one answer, and it is true."""
        now = datetime.now(UTC)
        envelope = Envelope(self._id, now, self._client, self._mail_from, tuple(self._accepted), raw)
        started = time.perf_counter()
        self._pipeline.emit(events.Received(self._id, envelope, started - self._began))
        try:
            outcome, reply = await self._way(envelope)
        except Refused as refused:
            outcome, reply = _outcome(refused.reply), refused.reply
        except Exception as error:
            self._pipeline.emit(events.Failed(self._id, "pipeline", _place(error)))
            outcome, reply = "deferred", Reply(451, "4.3.0", f"{TROUBLE} ({self._id})")
        if self._session is not None:
            self._pipeline.aside(self.abort())
        self._pipeline.emit(events.Answered(self._id, envelope, outcome, reply, time.perf_counter() - started))
        return reply

    async def _way(self, envelope: Envelope) -> tuple[str, Reply]:
        """Gather, inspect, then reject, hold or forward, and record it: (outcome, what the client hears)."""
        records = self._pipeline.records
        async with records.recalled(envelope, self._pipeline.gather(envelope)) as (facts, known):
            if known is not None:
                return "repeated", self._again(known, facts)
            verdict = await self._inspect(envelope, facts)
            if verdict.action is Action.HOLD:
                return "hold", await self._hold(envelope, verdict, facts)
            if verdict.action is Action.REJECT:
                await records.record(envelope, facts, verdict, Outcome("reject"))
                return "reject", Reply(550, "5.7.1", reason.rejection(verdict, self._wording(facts)))
            reply = await self._send(envelope.id, verdict)
            if reply.positive:
                await records.record(envelope, facts, verdict, Outcome("forward", reply, self._relay))
            return _outcome(reply), reply

    def _again(self, known: Known, facts: Facts) -> Reply:
        """The answer to a client that did not hear the first one."""
        if known.held_id is not None and known.outcome == "hold":
            return self._held_reply(f"this message is held already as {known.held_id}", facts)
        return known.reply or Reply(250, "2.0.0", "this message was sent already")

    async def _send(self, message_id: str, verdict: Verdict) -> Reply:
        if self._session is None:
            raise Refused(Reply(503, "5.5.1", "no valid recipients"))
        reply = await self._pipeline.exit.send(message_id, verdict.outgoing, verdict.edited, self._session)
        self._session = None  # it ended with the relay's reply
        return reply

    async def _inspect(self, envelope: Envelope, facts: Facts) -> Verdict:
        started = time.perf_counter()
        policy = self._pipeline.policy_for(facts)
        if covered(facts, policy):
            verdict = await self._pipeline.inspector.inspect(envelope.raw, facts)
        else:  # what the policy does not speak about needs no worker
            verdict = passed(envelope.raw, policy)
        self._pipeline.emit(events.Inspected(envelope.id, envelope, verdict, time.perf_counter() - started))
        return verdict

    async def _hold(self, envelope: Envelope, verdict: Verdict, facts: Facts) -> Reply:
        started = time.perf_counter()
        held_id = await self._pipeline.store.hold(envelope, verdict, facts)
        self._pipeline.emit(events.Held(envelope.id, envelope, held_id, time.perf_counter() - started))
        return self._held_reply(reason.held(held_id, verdict, self._wording(facts)), facts)

    def _held_reply(self, text: str, facts: Facts) -> Reply:
        if self._pipeline.policy_for(facts).held_reply == "reject":
            return Reply(550, "5.7.1", text)
        return Reply(250, "2.0.0", text)

    def _wording(self, facts: Facts) -> Wording:
        return WORDINGS[self._pipeline.policy_for(facts).language]

    async def abort(self) -> None:
        """Give the relay's session back; after `RelaySession.data` that changes nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.abort()


def _place(error: Exception) -> str:
    """The kind of error and where it rose: its text may be content."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {PurePath(frame.filename).name}:{frame.lineno}"


def _outcome(reply: Reply) -> str:
    if reply.positive:
        return "forward"
    return "deferred" if reply.transient else "refused"
