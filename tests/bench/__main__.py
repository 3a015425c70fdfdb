"""`python -m tests.bench [--quick] [--memory] [--json FILE]`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench import candidates, memory, messages, rounds, stages, table
from tests.bench.candidates import Candidate, Running

_FULL = rounds.Plan(rounds=3, seconds=1.1, sessions=(1, 10, 50), per_session=1)
_QUICK = rounds.Plan(rounds=1, seconds=0.5, sessions=(1, 10, 50), per_session=1)
_STAGE_SECONDS = {False: 20.0, True: 4.0}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="How fast the gateway is, compared.")
    parser.add_argument("--quick", action="store_true", help="forty seconds instead of four minutes")
    parser.add_argument("--memory", action="store_true", help="only: one message of 25 MB, time and peak memory")
    parser.add_argument("--stages", action="store_true", help="only: what inspection costs, stage by stage")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    return parser.parse_args()


@contextlib.contextmanager
def _running(programs: Sequence[Candidate]) -> Iterator[tuple[list[Running], int]]:
    """(the programs started, the relay's port). Those that do not start are named on stderr and left out."""
    with contextlib.ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        relay = stack.enter_context(candidates.started(candidates.SINK, directory / "relay")).port
        started: list[Running] = []
        for number, program in enumerate(programs):
            try:
                started.append(stack.enter_context(candidates.started(program, directory / str(number), relay)))
            except RuntimeError as error:
                print(f"left out: {program.name}: {error}", file=sys.stderr)
        yield started, relay


def _compare(quick: bool) -> dict[str, Any]:
    everything = (candidates.SPLICE, candidates.PROXY, candidates.BARE, candidates.FULL, candidates.RECORDED)
    with _running(everything) as (started, relay):
        results = asyncio.run(rounds.run(_QUICK if quick else _FULL, started, messages.all_messages(), relay))
    print(table.compared(results, candidates.PROXY.name), end="\n\n")
    return {"loads": [asdict(cell) | asdict(sample) for cell, sample in results.items()]}


def _stages(quick: bool) -> dict[str, Any]:
    measured = asyncio.run(stages.measured(_STAGE_SECONDS[quick]))
    print(table.costs("µs a stage", {name: times for name, (times, _) in measured.items()}), end="\n\n")
    print(table.costs("µs a rule", {name: rules for name, (_, rules) in measured.items()}))
    return {"stages": {name: {"stages": times, "rules": rules} for name, (times, rules) in measured.items()}}


def _memory() -> dict[str, Any]:
    with _running((candidates.PROXY, candidates.BARE, candidates.FULL)) as (started, relay):
        peaks = asyncio.run(memory.run(started, relay))
    heads = ("candidate", "seconds", "message MB", "peak MB over idle", "x message", "relayed")
    rows = [
        (it.candidate, f"{it.seconds:.2f}", f"{it.message / 1e6:.1f}", f"{it.octets / 1e6:.1f}",
         f"{it.octets / it.message:.2f}", "yes" if it.relayed else "no")
        for it in peaks
    ]  # fmt: skip
    print(table.aligned(heads, rows))
    return {"memory": [asdict(it) for it in peaks]}


def main() -> None:
    arguments = _arguments()
    if arguments.memory:
        figures = _memory()
    elif arguments.stages:
        figures = _stages(arguments.quick)
    else:
        figures = _compare(arguments.quick) | _stages(arguments.quick)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
