"""The database behind the stores: one engine, two connections, one to read and one to write."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gateway.envelope import Refused, Reply
from gateway.store import engines
from gateway.store.lane import Lane
from gateway.store.upgrade import Newer, upgrade

T = TypeVar("T")
Work = Callable[[Connection], T]

_FULL = Reply(452, "4.3.1", "the store is full; try again later")
_DOWN = Reply(451, "4.3.0", "the store cannot take the message now; try again later")
_DISK_FULL = "53100"
"""PostgreSQL's SQLSTATE disk_full."""


class Unusable(Exception):
    """The store cannot be opened; the text is for the operator."""


class Database:
    """Runs work in transactions. Work that returned is durable; work that raised left nothing behind.

    Work may be run twice, the first time without effect, and must not change anything but the database. Who reads does not wait
    for those who write, and sees what was committed.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reads = Lane(engine, "store-reads")
        self._writes = Lane(engine.execution_options(**{engines.WRITES: True}), "store-writes")

    @classmethod
    async def open(cls, url: str) -> Database:
        """Open, create or upgrade the store at an SQLAlchemy URL (`sqlite:///var/mail.db`). Raises `Unusable`."""
        try:
            return cls(await asyncio.to_thread(_opened, url))
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise Unusable(f"the store {_shown(url)} cannot be opened: {error}") from error

    async def write(self, work: Work[T]) -> T:
        """Raises `Refused`: 452 where the disk is full, 451 for a lock or anything else that is wrong with the store."""
        return await _refusing(self._writes.do(work))

    async def read(self, work: Work[T]) -> T:
        """Raises `Refused` (451)."""
        return await _refusing(self._reads.do(work))

    async def close(self) -> None:
        """Waits for the work that was begun."""
        await self._reads.close()
        await self._writes.close()
        await asyncio.to_thread(self._engine.dispose)


async def _refusing(work: Awaitable[T]) -> T:
    try:
        return await work
    except SQLAlchemyError as error:
        raise Refused(_FULL if _is_full(error) else _DOWN) from error


def _opened(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise Unusable("the store needs a file: a database in memory would lose held mail")
    engine = engines.engine(parsed)
    try:
        with engine.execution_options(**{engines.WRITES: True}).begin() as connection:
            upgrade(connection)
    except Newer as newer:
        engine.dispose()
        raise Unusable(str(newer)) from newer
    except BaseException:
        engine.dispose()
        raise
    return engine


def _is_full(error: SQLAlchemyError) -> bool:
    cause = error.orig if isinstance(error, DBAPIError) else None
    return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or getattr(cause, "sqlstate", None) == _DISK_FULL


def _shown(url: str) -> str:
    """The URL without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "(no URL)"
