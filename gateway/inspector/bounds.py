"""What inspection may take."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


def _cores() -> int:
    return max(2, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of inspection; the defaults are SECURITY's.

    workers    processes
    deadline   seconds one message may take in a worker before the worker is killed
    patience   seconds a message may wait for a worker before the client is asked to try again
    memory     octets of address space an inspection may add to a warm worker, besides the message itself
    recycle    messages after which a worker is replaced by a fresh one
    messages   messages waiting or in work
    octets     octets of all messages waiting or in work
    large      octets from which a message counts as large; at least one worker is always left to smaller ones
    """

    workers: int = field(default_factory=_cores)
    deadline: float = 10.0
    patience: float = 30.0
    memory: int = 400_000_000
    recycle: int = 10_000
    messages: int = 1_000
    octets: int = 512_000_000
    large: int = 1_000_000
