"""A held message goes out: claimed in the store, handed to the relay by the one way out, and the outcome written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gateway import events
from gateway.envelope import Envelope, Refused, Reply
from gateway.pipeline import Exit
from gateway.ports import Relay, RelaySession
from gateway.store.held import HeldMail
from gateway.store.held_message import HeldMessage, sha256

NOT_HELD = Reply(550, "5.7.1", "there is no such held message, or somebody has decided about it already")


@dataclass(frozen=True, slots=True)
class Approved:
    """The bytes that a reviewer approved. `edited`: they are not those that came in."""

    content: bytes = field(repr=False)
    edited: bool


class Releaser:
    """Sends held messages. Of two who release the same message at the same time, one does."""

    def __init__(self, store: HeldMail, relay: Relay, exit_: Exit, emit: Callable[[events.Event], None]) -> None:
        self._store = store
        self._relay = relay
        self._exit = exit_
        self._emit = emit

    async def release(self, held_id: str, by: str, original: bool = False, approved: Approved | None = None) -> Reply:
        """Send as cleaned, as it came with `original`, or what was `approved`: the relay's reply.

        Raises `Damaged`, `Refused` of the store.

        Anything but 2xx: the message is held again, with the reply beside it. An error of ours after the claim leaves it
        `releasing`: the relay may have it, and a person must find out before it is sent again.
        """
        message = await self._store.claim_release(held_id, by)
        if message is None:
            return NOT_HELD
        form = approved or _form(message, original)
        try:
            reply = await self._sent(message, form)
        except Refused as refused:
            reply = refused.reply
        if reply.positive:
            await self._store.released(held_id, reply, sha256(form.content))
        else:
            await self._store.unclaim(held_id, reply)
        self._emit(events.Decided(message.envelope.id, "release", by, reply))
        return reply

    async def route(self, envelope: Envelope) -> str:
        """The name of the route that a release takes. Asks no relay."""
        session = await self._relay.open(envelope.client, envelope.mail_from)
        await session.abort()
        return session.relay

    async def _sent(self, message: HeldMessage, approved: Approved) -> Reply:
        envelope = message.envelope
        session = await self._relay.open(envelope.client, envelope.mail_from)
        refusal = await _announced(session, envelope)
        if refusal is not None:
            await session.abort()
            return refusal
        try:
            return await self._exit.send(envelope.id, approved.content, approved.edited, session)
        except Refused:
            await session.abort()
            raise


def _form(message: HeldMessage, original: bool) -> Approved:
    if original:
        return Approved(message.envelope.raw, False)
    return Approved(message.verdict.outgoing, message.verdict.edited)


async def _announced(session: RelaySession, envelope: Envelope) -> Reply | None:
    """The first recipient's refusal, if any: a release goes to all recipients or to none."""
    for recipient in envelope.rcpt_to:
        reply = await session.rcpt(recipient)
        if not reply.positive:
            return reply
    return None
