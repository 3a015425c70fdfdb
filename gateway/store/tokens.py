"""Tokens for programs: 256 random bits, kept as their hash only."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from gateway.store.audit import append
from gateway.store.database import Database
from gateway.store.ids import new_id
from gateway.store.schema import token

PREFIX = "sluice_"
"""What a token begins with, so that people and scanners for secrets know one when they see it."""
_LENGTH = len(PREFIX) + len(secrets.token_urlsafe(32))


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. `accounts`: the sellers' accounts whose mail it may see, None for all."""

    id: str
    name: str
    scopes: tuple[str, ...]
    accounts: tuple[str, ...] | None
    by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class Tokens:
    """Every method raises `Refused` where the store does not work. `by` is who does it, for the audit."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def add(
        self, name: str, scopes: Sequence[str], accounts: Sequence[str] | None, expires_at: datetime | None, by: str
    ) -> str:
        """A new token: the secret, which is never seen again."""
        now, secret = self._clock(), PREFIX + secrets.token_urlsafe(32)
        id = new_id(now)
        row = {
            "id": id, "sha256": _hash(secret), "name": name, "scopes": json.dumps(list(scopes)), "by": by,
            "accounts": None if accounts is None else json.dumps(list(accounts)), "created_at": now, "expires_at": expires_at,
        }  # fmt: skip

        def work(connection: Connection) -> str:
            connection.execute(token.insert().values(row))
            append(connection, now, by, "add", "token", id, name=name, scopes=list(scopes))
            return secret

        return await self._database.write(work)

    async def find(self, secret: str) -> Token | None:
        """None where the token is unknown, has expired or was revoked. What cannot be one is not looked up."""
        if len(secret) != _LENGTH or not secret.startswith(PREFIX):
            return None
        alive = (token.c.revoked_at.is_(None), or_(token.c.expires_at.is_(None), token.c.expires_at > self._clock()))
        query = select(token).where(token.c.sha256 == _hash(secret), *alive)
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        return _token(row) if row else None

    async def list(self) -> list[Token]:
        """All of them, the oldest first, revoked ones too."""
        query = select(token).order_by(token.c.id)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return [_token(row) for row in rows]

    async def revoke(self, id: str, by: str) -> bool:
        """False where there is no such token that still holds."""
        now = self._clock()
        statement = update(token).where(token.c.id == id, token.c.revoked_at.is_(None)).values(revoked_at=now)

        def work(connection: Connection) -> bool:
            if not connection.execute(statement).rowcount:
                return False
            append(connection, now, by, "revoke", "token", id)
            return True

        return await self._database.write(work)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _token(row: Row[Any]) -> Token:
    scopes, accounts = tuple(json.loads(row.scopes)), None if row.accounts is None else tuple(json.loads(row.accounts))
    return Token(row.id, row.name, scopes, accounts, row.by, row.created_at, row.expires_at, row.revoked_at)
