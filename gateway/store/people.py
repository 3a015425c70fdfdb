"""People who review. Their passwords are checked elsewhere; here they are rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from gateway.store.audit import append
from gateway.store.database import Database
from gateway.store.person import Person, Role, Secrets
from gateway.store.schema import person, session


class LastAdmin(Exception):
    """The last administrator can neither be shut out nor lose the role: nobody could let anyone in again."""


class People:
    """Every method raises `Refused` where the store does not work. `by` is who does it, for the audit."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def add(self, name: str, role: Role, password: str, accounts: Sequence[str] | None, by: str) -> None:
        """Add a person, or give one a new password, role and accounts; sessions that are open end.

        password  an argon2 hash
        """
        now = self._clock()
        values = {"role": role, "password": password, "accounts": _dumped(accounts), "disabled_at": None}

        def work(connection: Connection) -> None:
            admins = _admins(connection)
            known = connection.execute(update(person).where(person.c.name == name).values(values)).rowcount
            if not known:
                connection.execute(person.insert().values(name=name, created_at=now, **values))
            connection.execute(session.delete().where(session.c.person == name))
            _keep_an_admin(connection, admins)
            append(connection, now, by, "change" if known else "add", "person", name, role=str(role))

        await self._database.write(work)

    async def set_role(self, name: str, role: Role, by: str) -> bool:
        """False where there is no such person. Raises `LastAdmin`."""
        return await self._change(name, by, "role", {"role": role}, role=str(role))

    async def set_disabled(self, name: str, disabled: bool, by: str) -> bool:
        """Shut out, or let in again. False where there is no such person. Raises `LastAdmin`."""
        at = self._clock() if disabled else None
        return await self._change(name, by, "disable" if disabled else "enable", {"disabled_at": at})

    async def set_password(self, name: str, password: str, by: str) -> bool:
        """`password` is an argon2 hash. False where there is no such person."""
        return await self._change(name, by, "password", {"password": password})

    async def set_totp(self, name: str, secret: str | None, by: str) -> bool:
        """False where there is no such person."""
        return await self._change(name, by, "totp on" if secret else "totp off", {"totp": secret})

    async def list(self) -> list[Person]:
        """Everybody, by name."""
        query = select(person).order_by(person.c.name)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return [read_person(row) for row in rows]

    async def secrets(self, name: str) -> Secrets | None:
        """How a person who may sign in proves it; None where there is no such person."""
        query = select(person).where(person.c.name == name, person.c.disabled_at.is_(None), person.c.password.is_not(None))
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        return Secrets(row.password, row.totp) if row else None

    async def _change(self, name: str, by: str, action: str, values: dict[str, Any], **detail: Any) -> bool:
        def work(connection: Connection) -> bool:
            admins = _admins(connection)
            if not connection.execute(update(person).where(person.c.name == name).values(values)).rowcount:
                return False
            connection.execute(session.delete().where(session.c.person == name))
            _keep_an_admin(connection, admins)
            append(connection, self._clock(), by, action, "person", name, **detail)
            return True

        return await self._database.write(work)


def read_person(row: Row[Any]) -> Person:
    """A row of `person`."""
    accounts = None if row.accounts is None else tuple(json.loads(row.accounts))
    return Person(row.name, Role(row.role), accounts, row.totp is not None, row.disabled_at is not None)


def _dumped(accounts: Sequence[str] | None) -> str | None:
    return None if accounts is None else json.dumps(list(accounts))


def _admins(connection: Connection) -> int:
    query = select(func.count()).select_from(person).where(person.c.disabled_at.is_(None), person.c.role == Role.ADMIN)
    return connection.execute(query).scalar_one()


def _keep_an_admin(connection: Connection, before: int) -> None:
    """Raises `LastAdmin` where there was one and is none now."""
    if before and not _admins(connection):
        raise LastAdmin("there must be an administrator left")
