"""Deciding about held mail. What a reviewer saw, by its hash, is what is sent; some rules need two reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from gateway.release import Approved, Releaser
from gateway.review.looking import Looking
from gateway.review.rights import Right, may
from gateway.review.values import EDITED, ORIGINAL, Opened, Outcome
from gateway.store.audit import Audit
from gateway.store.held import HeldMail
from gateway.store.held_message import Damaged
from gateway.store.people import People
from gateway.store.person import Person
from gateway.store.reviews import Reviews

GONE = Outcome(False, "Somebody has decided about it already, or it is not yours to see.")
FORBIDDEN = Outcome(False, "Your role does not decide about mail.")
COMMENT = 10_000
"""Characters of a comment."""
OPINIONS = frozenset(("right", "wrong", "harmless", ""))


class Deciding:
    """`four_eyes`: patterns of rules (`payment/*`) whose messages two people must release."""

    def __init__(
        self, looking: Looking, held: HeldMail, reviews: Reviews, audit: Audit, releaser: Releaser, people: People,
        four_eyes: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._looking = looking
        self._held = held
        self._reviews = reviews
        self._audit = audit
        self._releaser = releaser
        self._people = people
        self._four_eyes = tuple(four_eyes)

    def needs_two(self, opened: Opened) -> bool:
        """Whether a release takes two people."""
        return any(fnmatchcase(found.rule, pattern) for found in opened.stopping for pattern in self._four_eyes)

    async def release(self, person: Person, id: str, form: str, seen: str, reason: str = "") -> Outcome:
        """Send it in a form of `gateway.review.values`; `seen`: the SHA-256 of the bytes that the person approves."""
        opened = await self._open(person, id)
        if isinstance(opened, Outcome):
            return opened
        if form == ORIGINAL and not reason.strip():
            return Outcome(False, "Say why it may go as it is.")
        try:
            content = opened.content(form)
        except KeyError:
            return Outcome(False, "There is no such wording of it.")
        if opened.sha256(form) != seen:
            return Outcome(False, "It has changed since you looked. Look again.")
        if waiting := await self._second_pair(person, opened, seen):
            return waiting
        if reason.strip():
            await self._reviews.note(id, person.name, reason.strip())
        return await self._sent(person, id, Approved(content, edited=form == EDITED or content != opened.message.envelope.raw))

    async def reject(self, person: Person, id: str, reason: str) -> Outcome:
        """Never send it; `reason` is told to the sender."""
        opened = await self._open(person, id)
        if isinstance(opened, Outcome):
            return opened
        if not reason.strip():
            return Outcome(False, "Tell the sender why.")
        if await self._held.reject(id, person.name, reason.strip()):
            return Outcome(True, "Rejected.", settled=True)
        return GONE

    async def hand_on(self, person: Person, id: str, to: str) -> Outcome:
        """To a colleague who may decide about it, or with '' to nobody in particular."""
        opened = await self._open(person, id)
        if isinstance(opened, Outcome):
            return opened
        account = opened.standing.account
        known = {other.name for other in await self._people.list() if may(other, Right.DECIDE) and other.sees(account)}
        if to and to not in known:
            return Outcome(False, f"{to} cannot decide about this message.")
        if await self._reviews.assign(id, person.name, to or None):
            return Outcome(True, f"Handed on to {to}." if to else "Back to everybody.", settled=True)
        return GONE

    async def comment(self, person: Person, id: str, text: str) -> Outcome:
        """Anybody who may look may comment, before and after the decision."""
        if not text.strip():
            return Outcome(False, "An empty comment says nothing.")
        if await self._looking.open(person, id, claim=False) and await self._reviews.comment(
            id, person.name, text.strip()[:10_000]
        ):
            return Outcome(True, "Noted.")
        return GONE

    async def judge(self, person: Person, id: str, number: int, opinion: str) -> Outcome:
        """Whether finding `number` is right, wrong, or right but harmless; '' takes it back."""
        opened = await self._looking.open(person, id, claim=False)
        if opened is None:
            return GONE
        if not may(person, Right.DECIDE):
            return FORBIDDEN
        findings = opened.message.verdict.findings
        if opinion not in OPINIONS or not 0 <= number < len(findings):
            return Outcome(False, "There is no such finding or opinion.")
        found = findings[number]
        await self._reviews.judge(id, number, found.rule, found.words[:200], opinion, person.name)
        return Outcome(True, "Noted.")

    async def _open(self, person: Person, id: str) -> Opened | Outcome:
        """The message, if it waits and this person may decide about it now."""
        if not may(person, Right.DECIDE):
            return FORBIDDEN
        opened = await self._looking.open(person, id)
        if opened is None or not opened.waits:
            return GONE
        return opened if opened.mine else Outcome(False, f"{opened.standing.claimed_by} has it open.")

    async def _second_pair(self, person: Person, opened: Opened, seen: str) -> Outcome | None:
        """None where nothing stands in the way of a release; a first approval is written down."""
        if not self.needs_two(opened):
            return None
        first = opened.standing.approved_by
        if first == person.name:
            return Outcome(False, "You have approved it; somebody else must look at it too.")
        if first is None:
            done = await self._reviews.approve(opened.id, person.name, seen)
            await self._reviews.leave(opened.id, person.name)
            return Outcome(done, "Approved. It takes a second person to send it.", settled=done) if done else GONE
        approvals = [entry for entry in await self._audit.list("held", opened.id) if entry.action == "approve"]
        if not approvals or approvals[-1].detail.get("content") != seen:
            return Outcome(False, f"{first} approved another form of it. Release the same one, or edit it and begin again.")
        return None

    async def _sent(self, person: Person, id: str, approved: Approved) -> Outcome:
        try:
            reply = await self._releaser.release(id, person.name, approved=approved)
        except Damaged as damaged:
            return Outcome(False, str(damaged))
        if reply.positive:
            return Outcome(True, f"Sent. The relay said: {reply.code} {reply.text}", settled=True)
        return Outcome(False, f"Not sent. The relay said: {reply.code} {reply.enhanced} {reply.text}")
