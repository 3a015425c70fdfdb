"""Figures as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tests.bench.rounds import Cell, Sample


def compared(results: Mapping[Cell, Sample], base: str) -> str:
    """One table a message; `base` is the candidate that the ratios are taken to."""
    parts = []
    for message in dict.fromkeys(cell.message for cell in results):
        rows = [_row(cell, sample, results[Cell(message, cell.sessions, base)]) for cell, sample in results.items()
                if cell.message == message]  # fmt: skip
        parts.append(f"{message}\n{aligned(_HEADS, rows)}")
    return "\n\n".join(parts)


_HEADS = ("sessions", "candidate", "msg/s", "x", "CPU ms", "x", "p50 ms", "p95 ms", "p99 ms", "failed", "not relayed")


def _row(cell: Cell, sample: Sample, base: Sample) -> list[str]:
    return [
        str(cell.sessions), cell.candidate, f"{sample.rate:,.0f}", _ratio(sample.rate, base.rate), f"{sample.cpu:.2f}",
        _ratio(sample.cpu, base.cpu), *(f"{value:.1f}" for value in (sample.p50, sample.p95, sample.p99)),
        f"{sample.failed:.0f}", f"{sample.missing:.0f}",
    ]  # fmt: skip


def _ratio(value: float, base: float) -> str:
    return f"{value / base:.2f}" if base else "-"


def costs(title: str, by_message: Mapping[str, Mapping[str, float]]) -> str:
    """Microseconds, a row for each stage and a column for each message."""
    names = dict.fromkeys(name for times in by_message.values() for name in times)
    rows = [[name, *(f"{times[name]:,.0f}" if name in times else "-" for times in by_message.values())] for name in names]
    return aligned([title, *by_message], rows)


def aligned(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns, numbers to the right."""
    lines = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(_cell(text, width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def _cell(text: str, width: int) -> str:
    return text.rjust(width) if text[:1].isdigit() or text == "-" else text.ljust(width)
