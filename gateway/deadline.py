"""One timer for a whole connection: it is moved only when it runs out, since setting one for each step costs more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Deadline:
    """Calls `passed` once the time last given to `allow` is over. Times are seconds."""

    def __init__(self, passed: Callable[[], None], loop: asyncio.AbstractEventLoop) -> None:
        self._passed = passed
        self._loop = loop
        self._at: float | None = None
        self._rings = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def allow(self, seconds: float) -> None:
        """So long from now, whatever was allowed before."""
        at = self._at = self._loop.time() + seconds
        if self._timer is not None:
            if self._rings <= at:
                return
            self._timer.cancel()
        self._set(at)

    def lift(self) -> None:
        """Nothing is due until the next `allow`."""
        self._at = None

    def cancel(self) -> None:
        """Nothing is due any more."""
        self._at = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        if self._at is None:
            return
        if self._at > self._loop.time():
            self._set(self._at)
        else:
            self._at = None
            self._passed()

    def _set(self, at: float) -> None:
        self._rings = at
        self._timer = self._loop.call_at(at, self._look)
