"""One thread with one connection, so that the event loop never waits for a disk, and nobody for another's COMMIT alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine

from gateway.store.batch import Job, Outcome, performed

T = TypeVar("T")
_TOGETHER = 200
"""Pieces of work in one transaction, at most."""


class Lane:
    """Work in the order in which it comes; what comes while some is done is one transaction after that."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self._thread = ThreadPoolExecutor(1, name)
        self._waiting: list[Job] = []
        self._running: asyncio.Future[list[Outcome]] | None = None

    async def do(self, work: Callable[[Connection], T]) -> T:
        """What the work returns, once it is committed. Raises what it or its COMMIT raises."""
        result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(Job(work, result))
        if self._running is None:
            self._next()
        return await result

    async def close(self) -> None:
        """Waits for the work that was begun."""
        while self._running is not None:
            await asyncio.wait([self._running])
        self._thread.shutdown()

    def _next(self) -> None:
        jobs, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
        self._running = asyncio.get_running_loop().run_in_executor(self._thread, performed, self.engine, jobs)
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
