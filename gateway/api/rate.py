"""How many requests a token may make."""

from __future__ import annotations

import time
from collections.abc import Callable

BURST = 60
PER_SECOND = 5.0


class Rate:
    """A bucket for each token that holds `burst` requests and is filled by `per_second`; in this process."""

    def __init__(self, burst: int = BURST, per_second: float = PER_SECOND, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, key: str) -> float:
        """0 for a request that may be made, which is counted; else the seconds until one may."""
        now = self._clock()
        left, at = self._left.get(key, (float(self._burst), now))
        left = min(self._burst, left + (now - at) * self._per_second)
        if left < 1:
            return (1 - left) / self._per_second
        self._left[key] = (left - 1, now)
        return 0.0
