"""The database behind the stores: one engine, used by one thread, so that the event loop never waits for a disk."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gateway.envelope import Refused, Reply
from gateway.store import engines
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
    """Runs work in transactions. Work that returned is durable; work that raised left nothing behind."""

    def __init__(self, engine: Engine, thread: ThreadPoolExecutor) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{engines.WRITES: True})
        self._thread = thread

    @classmethod
    async def open(cls, url: str) -> Database:
        """Open, create or upgrade the store at an SQLAlchemy URL (`sqlite:///var/mail.db`). Raises `Unusable`."""
        thread = ThreadPoolExecutor(1, "store")
        try:
            return cls(await asyncio.get_running_loop().run_in_executor(thread, _opened, url), thread)
        except (SQLAlchemyError, OSError, ImportError) as error:
            thread.shutdown(wait=False)
            raise Unusable(f"the store {_shown(url)} cannot be opened: {error}") from error
        except BaseException:
            thread.shutdown(wait=False)
            raise

    async def write(self, work: Work[T]) -> T:
        """Raises `Refused`: 452 where the disk is full, 451 for a lock or anything else that is wrong with the store."""
        return await self._run(self._writer, work)

    async def read(self, work: Work[T]) -> T:
        """Raises `Refused` (451)."""
        return await self._run(self._engine, work)

    async def close(self) -> None:
        """Waits for the work that was begun."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.dispose)
        self._thread.shutdown()

    async def _run(self, engine: Engine, work: Work[T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, _transaction, engine, work)
        except SQLAlchemyError as error:
            raise Refused(_FULL if _is_full(error) else _DOWN) from error


def _transaction(engine: Engine, work: Work[T]) -> T:
    with engine.begin() as connection:
        return work(connection)


def _opened(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise Unusable("the store needs a file: a database in memory would lose held mail")
    engine = engines.engine(parsed)
    try:
        _transaction(engine.execution_options(**{engines.WRITES: True}), upgrade)
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
