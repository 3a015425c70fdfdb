"""Writing a held message anew: inspected while somebody types, kept word for word, sent as it was last seen."""

from __future__ import annotations

from collections.abc import Mapping

from filters.editing import CannotEdit
from gateway.envelope import Refused
from gateway.ports import Inspector
from gateway.review.deciding import GONE, Deciding
from gateway.review.looking import Looking
from gateway.review.reader import Reader, Unreadable
from gateway.review.rights import Right, may
from gateway.review.values import EDITED, Opened, Outcome, Preview
from gateway.store.held_message import sha256
from gateway.store.person import Person
from gateway.store.reviews import Reviews


class Editing:
    def __init__(self, looking: Looking, deciding: Deciding, reviews: Reviews, reader: Reader, inspector: Inspector) -> None:
        self._looking = looking
        self._deciding = deciding
        self._reviews = reviews
        self._reader = reader
        self._inspector = inspector

    async def preview(self, opened: Opened, texts: Mapping[int, str]) -> Preview | Outcome:
        """The message with these texts, by their numbers, and what the policy says of it."""
        raw, facts = opened.message.envelope.raw, opened.facts
        try:
            edited = await self._reader.edited(raw, facts, texts)
            verdict = await self._inspector.inspect(edited, facts)
            shown = await self._reader.show(edited, verdict.outgoing, verdict.findings, facts)
            compared = await self._reader.show(raw, verdict.outgoing, (), facts)
        except (CannotEdit, Unreadable) as error:
            return Outcome(False, str(error))
        except Refused as refused:
            return Outcome(False, refused.reply.text)
        return Preview(verdict.outgoing, sha256(verdict.outgoing), verdict, shown, compared.differences)

    async def release(self, person: Person, id: str, texts: Mapping[int, str], seen: str, reason: str = "") -> Outcome:
        """Keep this wording and send it. `seen`: the SHA-256 of the preview that the person approves."""
        if not may(person, Right.DECIDE):
            return Outcome(False, "Your role does not decide about mail.")
        opened = await self._looking.open(person, id)
        if opened is None or not opened.waits:
            return GONE
        if not opened.mine:
            return Outcome(False, f"{opened.standing.claimed_by} has it open.")
        preview = await self.preview(opened, texts)
        if isinstance(preview, Outcome):
            return preview
        if preview.sha256 != seen:
            return Outcome(False, "The wording was not checked as it stands now. Look at it and release again.")
        if preview.stopping and not reason.strip():
            return Outcome(False, "It would still be held. Say why it may go all the same.")
        if opened.standing.edit is None or opened.standing.edit.sha256 != seen:
            await self._reviews.save_edit(id, person.name, preview.content, preview.verdict)
        return await self._deciding.release(person, id, EDITED, seen, reason)
