"""Sessions of the console, and failed attempts to get one. A session's id is kept as its hash only."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, or_, select, update

from gateway.store.audit import append
from gateway.store.database import Database
from gateway.store.people import read_person
from gateway.store.person import Session
from gateway.store.schema import login_failure, person, session

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_SEEN = timedelta(minutes=1)
"""How exactly it is known when a session was used last."""
ATTEMPTS = 10
WINDOW = timedelta(minutes=15)


class Sessions:
    """Every method raises `Refused` where the store does not work."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, name: str, address: str) -> str:
        """A new session: its id, for the cookie and nowhere else. Sessions that have ended are swept out."""
        now, id = self._clock(), secrets.token_urlsafe(32)
        row = {"person": name, "created_at": now, "seen_at": now, "csrf": secrets.token_urlsafe(32), "address": address}

        def work(connection: Connection) -> None:
            over = or_(session.c.seen_at < now - IDLE, session.c.created_at < now - LONGEST)
            connection.execute(session.delete().where(over))
            connection.execute(login_failure.delete().where(login_failure.c.at < now - WINDOW))
            connection.execute(session.insert().values(id_sha256=_hash(id), **row))
            append(connection, now, name, "sign in", "person", name, address=address)

        await self._database.write(work)
        return id

    async def find(self, id: str) -> Session | None:
        """The session, where it has neither been idle nor lasted too long, of a person who may still sign in."""
        now = self._clock()
        alive = (session.c.seen_at > now - IDLE, session.c.created_at > now - LONGEST, person.c.disabled_at.is_(None))
        query = (
            select(person, session.c.csrf, session.c.seen_at, session.c.created_at.label("began"))
            .join(session, session.c.person == person.c.name)
            .where(session.c.id_sha256 == _hash(id), *alive)
        )
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        if row is None:
            return None
        if row.seen_at < now - _SEEN:
            seen = update(session).where(session.c.id_sha256 == _hash(id)).values(seen_at=now)
            await self._database.write(lambda connection: connection.execute(seen))
        return Session(read_person(row), row.csrf, row.began)

    async def end(self, id: str) -> None:
        """Signed out."""
        await self._database.write(
            lambda connection: connection.execute(session.delete().where(session.c.id_sha256 == _hash(id)))
        )

    async def attempt(self, keys: Sequence[str]) -> bool:
        """Count an attempt to sign in for each key; False where one of them has had too many that failed lately."""
        now = self._clock()

        def work(connection: Connection) -> bool:
            recent = login_failure.c.at > now - WINDOW
            for key in keys:
                counted = select(func.count()).select_from(login_failure).where(login_failure.c.key == key, recent)
                if connection.execute(counted).scalar_one() >= ATTEMPTS:
                    return False
            connection.execute(login_failure.insert(), [{"key": key, "at": now} for key in keys])
            return True

        return await self._database.write(work)

    async def succeeded(self, keys: Sequence[str]) -> None:
        """The attempt was right: nothing is counted against the keys any more."""
        forgotten = login_failure.delete().where(login_failure.c.key.in_(keys))
        await self._database.write(lambda connection: connection.execute(forgotten))


def _hash(id: str) -> str:
    return hashlib.sha256(id.encode("utf-8", "replace")).hexdigest()
