"""Work of many callers in one transaction: what waits while a disk syncs is committed by the next sync, together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """Something to do in a transaction, and who waits for its result."""

    work: Callable[[Connection], Any]
    result: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: a value, or an error with nothing left behind."""

    value: Any = None
    error: BaseException | None = None


class _Broken(Exception):
    """One job of several failed before the COMMIT: nothing of any of them is there."""


def performed(engine: Engine, jobs: Sequence[Job]) -> list[Outcome]:
    """The outcomes of the jobs, one by one where one of them fails: the others need not suffer.

    Where the COMMIT fails nothing is done again, for it may have been carried out.
    """
    try:
        return _together(engine, jobs)
    except _Broken as broken:
        if len(jobs) == 1:
            return [Outcome(error=broken.__cause__)]
    except Exception as error:
        return [Outcome(error=error)] * len(jobs)
    return [performed(engine, [job])[0] for job in jobs]


def _together(engine: Engine, jobs: Sequence[Job]) -> list[Outcome]:
    with engine.begin() as connection:
        return [_done(connection, job) for job in jobs]


def _done(connection: Connection, job: Job) -> Outcome:
    try:
        return Outcome(job.work(connection))
    except BaseException as error:
        raise _Broken from error
