"""Notices go out: what is owed is found, written, and sent by the one way out, signed as any mail; filters never see it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from filters.facts import Facts
from filters.finding import Action
from filters.policy import Policy
from filters.reason import enforced
from filters.verdict import Verdict
from filters.wording import ENGLISH, WORDINGS
from gateway import events
from gateway.envelope import Client, Path, Refused, Reply
from gateway.notices import texts
from gateway.notices.letter import is_plain, letter
from gateway.pipeline import Exit
from gateway.ports import Relay
from gateway.store.held_message import Damaged
from gateway.store.notices import DIGEST, HELD, REJECTED, Outbox, Owed
from gateway.store.queue import Queue, Search

PAUSE = 15.0
"""Seconds between two looks at what is owed."""
PATIENCE = 660.0
"""Seconds for one try, below the outbox's LEASE: longer than a relay may take for its last reply."""
MISSED = timedelta(hours=18)
"""A digest that nobody could send for so long is left out: the next one is near."""
LISTED = 20
_UNKNOWN = "envelope/sender"
"""The rule that says that a sender is not one of the account: nobody knows who is behind that address."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who gets a digest. `accounts`: about those only; None for all."""

    address: str
    accounts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is told to whom. `digest`: time of day (UTC); `console`: how reviewers reach it, or ''; `host`: our own name."""

    sender: str
    host: str
    held: bool
    rejected: bool
    reviewers: tuple[Reviewer, ...] = ()
    digest: time = time(6)
    soon: int = 4
    console: str = ""


class Notifier:
    """Of several nodes with one store, one sends each notice."""

    def __init__(
        self,
        plan: Plan,
        outbox: Outbox,
        queue: Queue,
        relay: Relay,
        exit_: Exit,
        policy_for: Callable[[Facts], Policy],
        emit: Callable[[events.Event], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._plan = plan
        self._outbox = outbox
        self._queue = queue
        self._relay = relay
        self._exit = exit_
        self._policy_for = policy_for
        self._emit = emit
        self._clock = clock

    async def run(self, pause: float = PAUSE) -> None:
        """Until cancelled. What fails is told and tried again."""
        while True:
            try:
                await self.round()
            except Exception as error:
                self._emit(events.Failed("", "notices", type(error).__name__))
            await asyncio.sleep(pause)

    async def round(self) -> None:
        """Find what is owed, and send all that is due. Raises `Refused` where the store does not work."""
        for kind, wanted in ((HELD, self._plan.held), (REJECTED, self._plan.rejected)):
            if wanted:
                await self._outbox.owe_about(kind)
        now = self._clock()
        at = _last(self._plan.digest, now)
        for reviewer in self._plan.reviewers if now - at < MISSED else ():
            await self._outbox.owe_digest(reviewer.address, at)
        while owed := await self._outbox.take():
            await self._handle(owed)

    async def _handle(self, owed: Owed) -> None:
        try:
            content = await self._written(owed)
            reply = await self._sent(owed, content) if content else None
        except Refused as refused:
            reply = refused.reply
        except (Damaged, TimeoutError) as error:
            reply = Reply(451, "4.3.0", type(error).__name__)
        if reply is None or reply.positive:
            await self._outbox.done(owed)
            return
        self._emit(events.Failed("", "notices", f"{owed.kind}: {reply.code} {reply.enhanced}"))
        await self._outbox.failed(owed, f"{reply.code} {reply.enhanced} {reply.text}", for_good=not reply.transient)

    async def _written(self, owed: Owed) -> bytes | None:
        """None where there is nothing to tell (any more), or nobody to tell it to."""
        if not is_plain(owed.recipient) or owed.recipient.lower() == self._plan.sender.lower():
            return None
        if owed.kind == DIGEST:
            return await self._digest(owed)
        message = await self._outbox.subject(owed)
        if message is None or _of_unknown_sender(message.verdict):
            return None
        wording = WORDINGS[self._policy_for(message.facts).language]
        return self._letter(owed, texts.about(owed.kind, message, wording), wording.language)

    async def _digest(self, owed: Owed) -> bytes | None:
        reviewer = next((it for it in self._plan.reviewers if it.address == owed.recipient), None)
        if reviewer is None:
            return None
        waits = await self._outbox.waits(reviewer.accounts, timedelta(hours=self._plan.soon))
        first = await self._queue.page(Search(accounts=reviewer.accounts), limit=LISTED)
        text = texts.digest(self._clock(), waits, first, self._plan.soon, self._plan.console)
        return self._letter(owed, text, ENGLISH.language)

    def _letter(self, owed: Owed, text: texts.Text, language: str) -> bytes:
        plan = self._plan
        return letter(owed.id, self._clock(), plan.sender, owed.recipient, *text, language, plan.host)

    async def _sent(self, owed: Owed, content: bytes) -> Reply:
        """From the null sender (RFC 5321 4.5.5): a notice that cannot be delivered comes back to nobody."""
        async with asyncio.timeout(PATIENCE):
            session = await self._relay.open(Client(""), Path(b""))
            try:
                reply = await session.rcpt(Path(owed.recipient.encode()))
                if reply.positive:
                    return await self._exit.send(owed.id, content, False, session)
                await session.abort()
                return reply
            except BaseException:
                await session.abort()
                raise


def _last(at: time, now: datetime) -> datetime:
    """When it last was this time of day."""
    today = datetime.combine(now.date(), at, UTC)
    return today if today <= now else today - timedelta(days=1)


def _of_unknown_sender(verdict: Verdict) -> bool:
    stopping = (found for action in (Action.HOLD, Action.REJECT) for found in enforced(verdict, action))
    return any(found.rule == _UNKNOWN for found in stopping)
