"""The daily purge: it comes again, and a store that fails does not end it."""

from __future__ import annotations

import asyncio
import contextlib

from gateway import events as e
from gateway.envelope import Refused, Reply
from gateway.purging import purging


class FakeRetention:
    def __init__(self) -> None:
        self.purged = 0
        self.enough = asyncio.Event()

    async def purge(self) -> None:
        self.purged += 1
        if self.purged == 3:
            self.enough.set()
        if self.purged == 1:
            raise Refused(Reply(451, "4.3.0", "later")) from OSError("a word of the message")


async def test_it_comes_again() -> None:
    retention, told = FakeRetention(), list[e.Event]()
    task = asyncio.create_task(purging(retention, told.append, 0, 0))  # type: ignore[arg-type]
    async with asyncio.timeout(30):
        await retention.enough.wait()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert told == [e.Failed("", "purge", "OSError")]
