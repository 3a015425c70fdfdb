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
from gateway.store.batch import Job, Outcome, performed
from gateway.store.upgrade import Newer, upgrade

T = TypeVar("T")
Work = Callable[[Connection], T]

_FULL = Reply(452, "4.3.1", "the store is full; try again later")
_DOWN = Reply(451, "4.3.0", "the store cannot take the message now; try again later")
_DISK_FULL = "53100"
"""PostgreSQL's SQLSTATE disk_full."""


_TOGETHER = 200
"""Pieces of work in one transaction, at most."""


class Unusable(Exception):
    """The store cannot be opened; the text is for the operator."""


class Database:
    """Runs work in transactions. Work that returned is durable; work that raised left nothing behind.

    Work may be run twice, the first time without effect, and must not change anything but the database.
    """

    def __init__(self, engine: Engine, thread: ThreadPoolExecutor) -> None:
        self._engines = {False: engine, True: engine.execution_options(**{engines.WRITES: True})}
        self._thread = thread
        self._waiting: list[Job] = []
        self._running: asyncio.Future[list[Outcome]] | None = None

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
        return await self._run(work, writes=True)

    async def read(self, work: Work[T]) -> T:
        """Raises `Refused` (451)."""
        return await self._run(work, writes=False)

    async def close(self) -> None:
        """Waits for the work that was begun."""
        while self._running is not None:
            await asyncio.wait([self._running])
        await asyncio.get_running_loop().run_in_executor(self._thread, self._engines[False].dispose)
        self._thread.shutdown()

    async def _run(self, work: Work[T], *, writes: bool) -> T:
        result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(Job(work, writes, result))
        if self._running is None:
            self._next()
        try:
            return await result
        except SQLAlchemyError as error:
            raise Refused(_FULL if _is_full(error) else _DOWN) from error

    def _next(self) -> None:
        """Give the thread what waits: the first of it, and what else reads or writes as that does."""
        writes = self._waiting[0].writes
        jobs = [job for job in self._waiting if job.writes is writes][:_TOGETHER]
        self._waiting = [job for job in self._waiting if job not in jobs]
        self._running = asyncio.get_running_loop().run_in_executor(self._thread, performed, self._engines[writes], jobs)
        self._running.add_done_callback(lambda done: self._ended(jobs, done.result()))

    def _ended(self, jobs: list[Job], outcomes: list[Outcome]) -> None:
        self._running = None
        if self._waiting:
            self._next()
        for job, outcome in zip(jobs, outcomes, strict=True):
            if job.result.done():
                continue
            if outcome.error is None:
                job.result.set_result(outcome.value)
            else:
                job.result.set_exception(outcome.error)


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
