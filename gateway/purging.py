"""Once a day what has been kept long enough goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gateway import events
from gateway.envelope import Refused
from gateway.store.retention import Retention

FIRST = 300.0
"""Seconds after the start: a gateway that is restarted every night purges too."""
AGAIN = 86_400.0


async def purging(
    retention: Retention, emit: Callable[[events.Event], None], first: float = FIRST, again: float = AGAIN
) -> None:
    """Purge until cancelled. A store that does not work is told, and asked again the next day."""
    pause = first
    while True:
        await asyncio.sleep(pause)
        pause = again
        try:
            await retention.purge()
        except Refused as refused:
            emit(events.Failed("", "purge", type(refused.__cause__).__name__))
