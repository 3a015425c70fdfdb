"""How much memory one inspection may take."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from pathlib import Path

_STATM = Path("/proc/self/statm")


class Allowance:
    """Bounds the address space while a message is inspected: what a warm worker has, `memory`, and the message.

    Libraries map hundreds of megabytes they never touch, so the bound is counted from what the worker has after its first
    message (the warm-up, itself unbounded). Systems without /proc are left unbounded; the deadline still holds there.
    """

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._warm: int | None = None

    @contextlib.contextmanager
    def for_message(self, size: int) -> Iterator[None]:
        if self._warm is None:
            yield
            self._warm = _address_space()
            return
        if self._warm:
            _limit(self._warm + self._memory + size)
        try:
            yield
        finally:
            _limit(resource.RLIM_INFINITY)


def _address_space() -> int:
    """Octets of address space in use; 0 where the system does not tell."""
    if not _STATM.exists():
        return 0
    return int(_STATM.read_text("ascii").split()[0]) * resource.getpagesize()


def _limit(octets: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = octets if hard == resource.RLIM_INFINITY else hard if octets == resource.RLIM_INFINITY else min(octets, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
