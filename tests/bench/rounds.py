"""Every candidate under every load, in turn, several times: A B C A B C."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from tests.bench import processes
from tests.bench.candidates import Running, taken
from tests.bench.load import Load, send

_COUNT = 5_000
"""Messages a sample has at most."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is measured: one candidate, one message, so many sessions at once."""

    message: str
    sessions: int
    candidate: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Messages a second; latencies and CPU a message in milliseconds; messages failed, and taken but never at the relay."""

    rate: float
    p50: float
    p95: float
    p99: float
    cpu: float
    failed: float
    missing: float


@dataclass(frozen=True, slots=True)
class Plan:
    rounds: int
    seconds: float
    sessions: tuple[int, ...]
    per_session: int


async def run(plan: Plan, running: Sequence[Running], messages: Mapping[str, bytes], relay: int) -> dict[Cell, Sample]:
    """The medians of the rounds."""
    for program in running:
        for raw in messages.values():
            await send(program.port, raw, Load(4, 5, 20, 5.0), program.candidate.recipient)
    samples: defaultdict[Cell, list[Sample]] = defaultdict(list)
    for _ in range(plan.rounds):
        for name, raw in messages.items():
            for sessions in plan.sessions:
                load = Load(sessions, plan.per_session, _COUNT, plan.seconds)
                for program in running:
                    samples[Cell(name, sessions, program.candidate.name)].append(await _sample(program, raw, load, relay))
    return {cell: _median(several) for cell, several in samples.items()}


async def _sample(program: Running, raw: bytes, load: Load, relay: int) -> Sample:
    taken_before, cpu_before = taken(relay), processes.cpu(program.process.pid)
    tally = await send(program.port, raw, load, program.candidate.recipient)
    cpu = processes.cpu(program.process.pid) - cpu_before
    arrived = len(tally.latencies)
    p50, p95, p99 = (tally.quantile(part) * 1_000 for part in (0.5, 0.95, 0.99))
    missing = arrived - (taken(relay) - taken_before)
    return Sample(tally.rate, p50, p95, p99, cpu * 1_000 / max(1, arrived), len(tally.errors), max(0, missing))


def _median(samples: Iterable[Sample]) -> Sample:
    rows = [asdict(sample) for sample in samples]
    return Sample(**{field.name: statistics.median(row[field.name] for row in rows) for field in fields(Sample)})
