"""Metrics as Prometheus reads them: of one process, or of all gateway processes that share a directory."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Histogram, disable_created_metrics, generate_latest, multiprocess, values
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"

Held = Callable[[], Awaitable[tuple[int, datetime | None]]]
"""Held messages now, and since when the oldest waits (None: there is none). May raise: the store does not answer."""


def configure(directory: Path | None) -> None:
    """Choose where metrics are kept, before the first is made: in this process (None), or in files that processes share.

    Every process calls it with the same existing directory, on tmpfs if there is one; see `clear` and `mark_process_dead`.
    """
    disable_created_metrics()
    os.environ.pop(DIRECTORY, None)
    if directory is not None:
        os.environ[DIRECTORY] = str(directory)
        mark_process_dead(os.getpid())  # the process before us may have had this number
    values.ValueClass = values.get_value_class()


def clear(directory: Path) -> None:
    """Make the directory, empty of what an earlier start left; only the parent does it, before any child."""
    directory.mkdir(parents=True, exist_ok=True)
    for file in directory.glob("*.db"):
        file.unlink()


def mark_process_dead(pid: int) -> None:
    """Forget the gauges of a process that has ended; its counters go on being part of the sum."""
    if DIRECTORY in os.environ:
        multiprocess.mark_process_dead(pid)


@dataclass(frozen=True, slots=True)
class Exposition:
    """`await exposition.render()` is the text of `/metrics`.

    `held` is asked at every scrape, for at most `patience` seconds; `digest` names the policy in force in this process.
    """

    registry: CollectorRegistry
    held: Held
    digest: Callable[[], str]
    patience: float = 2.0
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    async def render(self) -> bytes:
        """Prometheus text format 0.0.4."""
        asked = _Snapshot((*self._policy(), *await self._held()))
        return await asyncio.to_thread(self._generate, asked)

    def _generate(self, asked: Collector) -> bytes:
        counted = CollectorRegistry() if DIRECTORY in os.environ else self.registry
        if counted is not self.registry:
            multiprocess.MultiProcessCollector(counted)
        return generate_latest(counted) + generate_latest(asked)

    def _policy(self) -> Iterator[Metric]:
        info = GaugeMetricFamily("mailsluice_policy_info", "Always 1; the policy in force.", labels=["digest"])
        info.add_metric([self.digest()], 1)
        yield info

    async def _held(self) -> tuple[Metric, ...]:
        up = GaugeMetricFamily("mailsluice_store_up", "1 where the store answered this scrape.")
        count = GaugeMetricFamily("mailsluice_held_messages", "Messages held now.")
        oldest = GaugeMetricFamily("mailsluice_held_oldest_seconds", "Age of the oldest held message, 0 where there is none.")
        try:
            async with asyncio.timeout(self.patience):
                held, since = await self.held()
            age = max(0.0, (self.now() - since).total_seconds()) if since else 0.0
        except Exception:  # whatever ails the store, the other metrics must be seen
            up.add_metric([], 0)
        else:
            up.add_metric([], 1)
            count.add_metric([], held)
            oldest.add_metric([], age)
        return up, count, oldest


@dataclass(frozen=True, slots=True)
class _Snapshot(Collector):
    metrics: tuple[Metric, ...]

    def collect(self) -> Iterator[Metric]:
        yield from self.metrics


async def watch_loop(lag: Histogram, interval: float = 0.5) -> None:
    """Measure for ever how late the loop wakes us: a task to start beside the servers and to cancel at the end."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + interval
        await asyncio.sleep(interval)
        lag.observe(max(0.0, loop.time() - due))
