"""Whose turn it is: idle workers meet waiting messages."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from typing import Generic, TypeVar

W = TypeVar("W")


class Turns(Generic[W]):
    """First come, first served, except that at most `large_at_once` workers have large messages.

    So a run of large messages leaves a worker to the small ones, and a large one, once its turn has come, passes no later.
    """

    def __init__(self, large_at_once: int) -> None:
        self._idle: list[W] = []
        self._small: deque[tuple[int, asyncio.Future[W]]] = deque()
        self._large: deque[tuple[int, asyncio.Future[W]]] = deque()
        self._room = large_at_once
        self._numbers = itertools.count()

    async def take(self, large: bool) -> W:
        """An idle worker, when it is this message's turn. Give it back with `done`, and `add` if it still lives."""
        turn: asyncio.Future[W] = asyncio.get_running_loop().create_future()
        (self._large if large else self._small).append((next(self._numbers), turn))
        self._match()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.done(large)
                self.add(turn.result())
            raise

    def done(self, large: bool) -> None:
        """A message's turn is over."""
        self._room += large
        self._match()

    def add(self, worker: W) -> None:
        """A worker is idle."""
        self._idle.append(worker)
        self._match()

    def remove(self, worker: W) -> bool:
        """Take a worker out; False where it is not idle."""
        if worker not in self._idle:
            return False
        self._idle.remove(worker)
        return True

    def refuse(self, error: Exception) -> None:
        """Tell all who wait that their turn does not come."""
        for queue in (self._small, self._large):
            for _, turn in queue:
                if not turn.done():
                    turn.set_exception(error)
            queue.clear()

    def _match(self) -> None:
        while self._idle and (queue := self._next()):
            turn = queue.popleft()[1]
            if not turn.done():
                self._room -= queue is self._large
                turn.set_result(self._idle.pop())

    def _next(self) -> deque[tuple[int, asyncio.Future[W]]] | None:
        ready = [queue for queue in (self._small, self._large if self._room > 0 else ()) if queue]
        return min(ready, key=lambda queue: queue[0][0], default=None)
