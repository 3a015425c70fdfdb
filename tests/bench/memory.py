"""One message of 25 MB through each gateway: how long, and how much memory over all its processes at the most.

The processes' peaks are added up although they need not fall together; the file through which gateway and worker hand a long
message over counts as no process's memory (one message at most, and only while neither has begun to work on it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench import messages, processes
from tests.bench.candidates import Running, taken
from tests.bench.load import Load, send

_FILE = 18_000_000
"""Octets of the attached file: as base64 the message has 25 MB."""


@dataclass(frozen=True, slots=True)
class Peak:
    """`seconds` from connecting to the reply; octets of the message, and of all peaks less what was resident before."""

    candidate: str
    seconds: float
    message: int
    octets: int
    relayed: bool


async def run(running: Sequence[Running], relay: int) -> list[Peak]:
    """Every program in turn, each warmed by some small messages."""
    raw = messages.attachment(_FILE)
    return [await _peak(program, raw, relay) for program in running]


async def _peak(program: Running, raw: bytes, relay: int) -> Peak:
    pid, recipient = program.process.pid, program.candidate.recipient
    await send(program.port, messages.text(1_600), Load(4, 10, 40, 10.0), recipient)
    processes.forget_peak(pid)
    idle, before = processes.peak(pid), taken(relay)
    tally = await send(program.port, raw, Load(1, 1, 1, 60.0), recipient)
    return Peak(program.candidate.name, tally.quantile(1.0), len(raw), processes.peak(pid) - idle, taken(relay) > before)
