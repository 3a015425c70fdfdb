"""Lines to a file or stderr by a thread of its own: a full disk or a stalled reader costs lines, never mail."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

_PAUSE = 0.05
"""Seconds in which lines gather: a thread that woke for each would take the interpreter from the mail each time."""
_TOGETHER = 256
"""Lines in one write."""


class LogWriter:
    """`write` hands a line over and returns; lines that cannot be kept are dropped and told to `lost`.

    path      a file to append to, made with mode 0640 and opened again when it was moved away; None: stderr.
              The constructor raises OSError where it cannot be opened
    lost      called once a dropped line, in any thread
    capacity  lines that may wait for a slow device
    """

    def __init__(self, path: Path | None, lost: Callable[[], None], capacity: int = 10_000) -> None:
        self._lost = lost
        self._capacity = capacity
        self._lines: deque[bytes] = deque()
        self._waiting, self._closing = threading.Event(), threading.Event()
        self._target = _Target(path)
        self._thread = threading.Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def write(self, line: bytes) -> None:
        """Never blocks, never raises."""
        if len(self._lines) >= self._capacity:
            self._drop(1)
            return
        self._lines.append(line)
        if not self._waiting.is_set():  # asking takes no lock
            self._waiting.set()

    def close(self, seconds: float = 2.0) -> None:
        """Write what waits, for so long at most; a device that does not move cannot keep the process."""
        self._closing.set()
        self._waiting.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._closing.is_set() or self._lines:
            self._waiting.wait()
            self._waiting.clear()  # before the lines are taken: one that comes after is told of again
            while self._lines:
                together = [self._lines.popleft() for _ in range(min(len(self._lines), _TOGETHER))]
                self._drop(self._target.write(b"".join(together)))
            self._closing.wait(_PAUSE)
        self._target.close()

    def _drop(self, lines: int) -> None:
        for _ in range(lines):
            with contextlib.suppress(Exception):
                self._lost()


class _Target:
    """A file descriptor that lines go to; after a line that broke off, the next one starts on a line of its own."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._fd = 2
        self._file: tuple[int, int] | None = None
        self._torn = False
        self._follow()

    def write(self, lines: bytes) -> int:
        """How many of the lines did not get out whole."""
        left = b"\n" + lines if self._torn else lines
        try:
            self._follow()
            while left:
                written = os.write(self._fd, left)
                self._torn = left[written - 1 : written] != b"\n"
                left = left[written:]
        except OSError:
            return min(left.count(b"\n"), lines.count(b"\n"))
        return 0

    def close(self) -> None:
        if self._file is not None:
            os.close(self._fd)
            self._file = None

    def _follow(self) -> None:
        """Open the path where it is not the file that is open: at the start, and after a log rotation."""
        if self._path is None or (self._file is not None and self._file == _identity(self._path)):
            return
        self.close()
        self._fd = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o640)
        self._file = _identity(self._path)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
