"""Inspection in this process: for the command line and for tests. No deadline, no bound on memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from filters.facts import Facts
from filters.verdict import Verdict
from gateway.inspector import answers, system
from gateway.inspector.frames import Inspect, Policy


class InlineInspector:
    """`Inspector` without workers: the same verdicts as theirs."""

    def __init__(self, policy_for: Callable[[Facts], Policy], inspect: Inspect) -> None:
        self._policy_for = policy_for
        self._inspect = inspect

    async def inspect(self, raw: bytes, facts: Facts) -> Verdict:
        policy = self._policy_for(facts)
        started = time.perf_counter()
        try:
            verdict = answers.bounded(self._inspect(raw, facts, policy))
        except Exception as error:
            return system.held(raw, policy.digest, "memory" if isinstance(error, MemoryError) else "crash")
        return replace(verdict, seconds={**verdict.seconds, "inspect": time.perf_counter() - started})
