"""The desk: everything a reviewer does, put together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from gateway.evidence.record import Record, records
from gateway.ports import Inspector
from gateway.release import Releaser
from gateway.review.checking import Checking
from gateway.review.deciding import Deciding
from gateway.review.editing import Editing
from gateway.review.looking import Looking
from gateway.review.reader import Reader
from gateway.store.audit import Audit
from gateway.store.database import Database
from gateway.store.earlier import EarlierMail
from gateway.store.held import HeldMail
from gateway.store.people import People
from gateway.store.queue import Queue
from gateway.store.reviews import Reviews
from gateway.store.sessions import Sessions
from gateway.store.statistics import Statistics


@dataclass(frozen=True, slots=True)
class Desk:
    """`look` at mail, `decide` about it, `edit` it, `check` what nobody has sent; `people` who do, `audit` of what they did.

    `statistics` of it, `history` of orders and buyers, and `records` of an order as evidence.
    """

    look: Looking
    decide: Deciding
    edit: Editing
    check: Checking
    people: People
    sessions: Sessions
    audit: Audit
    reader: Reader
    statistics: Statistics
    history: EarlierMail
    records: Callable[[str], Awaitable[list[Record]]]

    @classmethod
    def on(cls, database: Database, releaser: Releaser, inspector: Inspector, four_eyes: Sequence[str] = ()) -> Desk:
        """`database` had better not be the one that mail is held in: a search takes its thread."""
        held, reviews, people, audit, reader = (
            HeldMail(database),
            Reviews(database),
            People(database),
            Audit(database),
            Reader(),
        )
        earlier = EarlierMail(database)
        look = Looking(held, Queue(database), reviews, audit, earlier, reader, releaser.route)
        decide = Deciding(look, held, reviews, audit, releaser, people, four_eyes)
        edit = Editing(look, decide, reviews, reader, inspector)
        sessions, statistics = Sessions(database), Statistics(database)
        check = Checking(inspector, reader)
        return cls(look, decide, edit, check, people, sessions, audit, reader, statistics, earlier, partial(records, database))

    async def close(self) -> None:
        await self.reader.close()
