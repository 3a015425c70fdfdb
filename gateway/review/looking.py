"""Looking at held mail: nobody sees a message of an account that is not theirs, and every look is written down."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from filters.catalogue import BY_NAME
from filters.showing.values import Shown
from gateway.envelope import Envelope
from gateway.review.reader import Reader
from gateway.review.values import Opened
from gateway.store.audit import Audit, Entry
from gateway.store.earlier import Earlier, EarlierMail
from gateway.store.held import HeldMail
from gateway.store.held_message import State
from gateway.store.person import Person
from gateway.store.queue import Listed, Place, Queue, Search
from gateway.store.reviews import Reviews, Standing

_KEPT = 16
"""Messages whose reading is remembered: a page asks for one several times."""


class Looking:
    def __init__(
        self,
        held: HeldMail,
        queue: Queue,
        reviews: Reviews,
        audit: Audit,
        earlier: EarlierMail,
        reader: Reader,
        route: Callable[[Envelope], Awaitable[str]],
    ) -> None:
        self.queue = queue
        self.rules = BY_NAME
        self._held = held
        self._reviews = reviews
        self._audit = audit
        self._earlier = earlier
        self._reader = reader
        self._route = route
        self._read: dict[str, Shown] = {}

    async def page(self, person: Person, search: Search, after: Place | None = None, limit: int = 50) -> list[Listed]:
        """The queue as this person sees it."""
        return await self.queue.page(self._own(person, search), after, limit)

    async def each(self, person: Person, search: Search, after: Place | None = None, limit: int = 50) -> list[Listed]:
        """The same without taking messages that are alike together."""
        return await self.queue.each(self._own(person, search), after, limit)

    async def count(self, person: Person, search: Search) -> int:
        return await self.queue.count(self._own(person, search))

    async def alike(self, person: Person, template: str, limit: int = 500) -> list[Listed]:
        """Every message of a kind that waits, due first."""
        return await self.queue.page(self._own(person, Search(template=template)), None, limit)

    async def number_alike(self, person: Person, opened: Opened) -> int:
        """How many messages of its kind wait."""
        template = opened.standing.template
        return await self.count(person, Search(template=template)) if template else 0

    async def open(self, person: Person, id: str, claim: bool = True) -> Opened | None:
        """A message; None where there is none that this person may see. Where it waits it is claimed."""
        standing = await self._reviews.standing(id)
        if standing is None or not person.sees(standing.account):
            return None
        message = await self._held.get(id)
        if message is None:
            return None
        mine = message.summary.state is State.HELD and claim and await self._reviews.claim(id, person.name)
        if mine:
            standing = replace(standing, claimed_by=person.name)
        return Opened(message, standing, mine or standing.claimed_by in (None, person.name))

    async def keep(self, person: Person, id: str) -> Standing | None:
        """Keep a claim, or take it where nobody has it; None where there is no such message for this person. Reads no bytes."""
        standing = await self._reviews.standing(id)
        if standing is None or not person.sees(standing.account):
            return None
        mine = await self._reviews.claim(id, person.name)
        return replace(standing, claimed_by=person.name) if mine else standing

    async def shown(self, opened: Opened) -> Shown:
        """What there is to see of it. Raises `Unreadable`."""
        verdict, raw = opened.message.verdict, opened.message.envelope.raw
        if opened.id not in self._read:
            shown = await self._reader.show(raw, verdict.outgoing, verdict.findings, opened.facts)
            self._read = dict([*self._read.items(), (opened.id, shown)][-_KEPT:])
        return self._read[opened.id]

    async def record(self, opened: Opened) -> list[Entry]:
        """What was done with it, in order."""
        return await self._audit.list("held", opened.id)

    async def earlier(self, opened: Opened) -> list[Earlier]:
        """What else was written about this order or to this buyer, the newest first."""
        standing = opened.standing
        found = await self._earlier.about(standing.account, standing.order_id, standing.buyer)
        return [message for message in found if message.held_id != opened.id]

    async def route(self, opened: Opened) -> str:
        """The name of the relay's route that a release takes."""
        return await self._route(opened.message.envelope)

    @staticmethod
    def _own(person: Person, search: Search) -> Search:
        return replace(search, accounts=person.accounts)
