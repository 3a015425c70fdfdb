"""Several processes doing the same work: started, watched, replaced when they die, and ended together.

The parent does nothing else and has no threads, so that it can fork at any time. Its children hold the reading end of a pipe
whose writing end is the parent's: when that closes, they finish, also when the parent was killed.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn

UNUSABLE = 2
"""The exit code of a child that can never work as it is configured; at the start, that ends all."""

_PAUSE = 1
"""Seconds until a child that died is replaced: one that cannot start must not be started for ever without rest."""
_SIGNALS = (signal.SIGCHLD, signal.SIGALRM, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Children:
    """SIGTERM or SIGINT end all in good order, a second one at once; SIGHUP is passed on.

    work      what a child does, given its number from 0 and a descriptor; it returns soon after that is at its end
    ended     told the process id of every child that has ended
    stopping  called in the parent when all are told to end
    """

    def __init__(
        self, count: int, work: Callable[[int, int], None], ended: Callable[[int], None], stopping: Callable[[], None]
    ) -> None:
        self._count = count
        self._work = work
        self._ended = ended
        self._on_stop = stopping
        self._numbers: dict[int, int] = {}
        """By process id."""
        self._first: frozenset[int] = frozenset()
        self._stopping = False
        self._code = 0
        self._parent, self._lifeline = os.pipe()

    def run(self) -> int:
        """The exit code, when all have ended."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        acts = {signal.SIGCHLD: self._reap, signal.SIGALRM: self._fill, signal.SIGHUP: self._reload}
        self._fill()
        self._first = frozenset(self._numbers)
        while self._numbers or not self._stopping:
            act = acts.get(signal.Signals(signal.sigwait(_SIGNALS)), self._stop)
            act()
        return self._code

    def _fill(self) -> None:
        """Start what is missing."""
        for number in sorted({*range(self._count)} - {*self._numbers.values()}):
            if self._stopping:
                return
            try:
                pid = os.fork()
            except OSError as error:
                self._later(f"no process can be started: {error.strerror}")
                return
            if pid == 0:
                self._become(number)
            self._numbers[pid] = number

    def _become(self, number: int) -> NoReturn:
        """The child's whole life. SIGHUP means nothing to it until it says otherwise."""
        code = 1
        try:
            os.close(self._lifeline)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            self._work(number, self._parent)
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _reap(self) -> None:
        while self._numbers:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            if pid not in self._numbers:
                continue
            number, code = self._numbers.pop(pid), os.waitstatus_to_exitcode(status)
            self._ended(pid)
            if code == UNUSABLE and pid in self._first and not self._stopping:
                self._code = UNUSABLE
                self._stop()
            elif not self._stopping:
                self._later(f"process {number} ended with {code}; it is replaced")

    def _later(self, why: str) -> None:
        print(f"mailsluice: {why}", file=sys.stderr, flush=True)  # noqa: T201 - the parent has no other voice
        signal.alarm(_PAUSE)

    def _stop(self) -> None:
        if self._stopping:
            self._tell(signal.SIGKILL)
            return
        self._stopping = True
        self._on_stop()
        os.close(self._lifeline)

    def _reload(self) -> None:
        self._tell(signal.SIGHUP)

    def _tell(self, what: signal.Signals) -> None:
        for pid in self._numbers:
            os.kill(pid, what)
