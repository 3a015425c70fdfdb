"""What a process and its descendants use, from /proc."""

from __future__ import annotations

import os
import re
from pathlib import Path

_PROC = Path("/proc")
_TICK = 1 / os.sysconf("SC_CLK_TCK")
_PEAK = re.compile(rb"^VmHWM:\s+(\d+) kB", re.MULTILINE)


def tree(pid: int) -> set[int]:
    """The process and all its living descendants."""
    found, front = {pid}, {pid}
    parents = {int(entry.name): _fields(int(entry.name)) for entry in _PROC.iterdir() if entry.name.isdigit()}
    while front:
        front = {child for child, fields in parents.items() if fields and int(fields[1]) in front} - found
        found |= front
    return found


def cpu(pid: int) -> float:
    """Seconds of CPU of the tree, ended and reaped children included. Linux counts them in hundredths."""
    fields = filter(None, map(_fields, tree(pid)))
    return sum(sum(map(int, values[11:15])) for values in fields) * _TICK


def forget_peak(pid: int) -> None:
    """Begin the measurement of peak memory anew, for the whole tree."""
    for member in tree(pid):
        (_PROC / str(member) / "clear_refs").write_text("5")


def peak(pid: int) -> int:
    """Octets: the sum of the peaks of resident memory in the tree."""
    return sum(_peak_of(member) for member in tree(pid))


def _peak_of(pid: int) -> int:
    found = _PEAK.search((_PROC / str(pid) / "status").read_bytes())
    return int(found[1]) * 1_024 if found else 0


def _fields(pid: int) -> list[bytes]:
    """The fields of /proc/PID/stat from the third on; empty where the process has gone meanwhile."""
    try:
        return (_PROC / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
