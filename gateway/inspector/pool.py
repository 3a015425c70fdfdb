"""The workers, kept at full number, and the way of one message through them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace

from filters.facts import Facts
from filters.verdict import Verdict
from gateway.envelope import Refused
from gateway.events import Events, Failed, WorkerKilled
from gateway.inspector import system
from gateway.inspector.answers import InspectionFailed
from gateway.inspector.bounds import Bounds
from gateway.inspector.frames import Policy
from gateway.inspector.load import BUSY, Load
from gateway.inspector.process import WorkerProcess
from gateway.inspector.program import Program
from gateway.inspector.turns import Turns

FUNCTION = "filters.inspection:inspect"
_WARM_UP = b"Subject: warm-up\r\nContent-Type: text/html\r\n\r\n<p>Thank you for your order.</p>\r\n"
_WARM_UP_SECONDS = 60.0
_PAUSES = (0.1, 1.0, 5.0)
"""Seconds between attempts to start a worker; the last one repeats."""


class WorkerInspector:
    """`Inspector` over worker processes. `policy_for` is asked once a message, so a new policy holds from the next one on."""

    def __init__(
        self,
        policy_for: Callable[[Facts], Policy],
        events: Events,
        bounds: Bounds | None = None,
        function: str = FUNCTION,
    ) -> None:
        self._policy_for = policy_for
        self._events = events
        self._bounds = bounds or Bounds()
        self._program = Program(function, self._bounds.memory)
        self._load = Load(self._bounds.messages, self._bounds.octets)
        self._turns: Turns[WorkerProcess] = Turns(max(1, self._bounds.workers - 1))
        self._workers: set[WorkerProcess] = set()
        self._processes: set[WorkerProcess] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    @property
    def ready(self) -> bool:
        """Whether any worker is there to inspect."""
        return bool(self._workers)

    async def start(self) -> None:
        """Every worker warm. Raises `InspectionFailed` where one cannot load or inspect, OSError where none can start."""
        started = await asyncio.gather(*(self._add() for _ in range(self._bounds.workers)), return_exceptions=True)
        for error in started:
            if isinstance(error, BaseException):
                await self.close()
                raise error

    async def close(self) -> None:
        """Kills the workers; whatever they had in work is answered 451."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._turns.refuse(Refused(BUSY))
        for worker in tuple(self._workers):
            self._retire(worker)
        await asyncio.gather(*(worker.gone for worker in self._processes))

    async def inspect(self, raw: bytes, facts: Facts) -> Verdict:
        """Raises `Refused` (451 4.3.2) where there is too much to do, or the gateway shuts down."""
        policy = self._policy_for(facts)
        large = len(raw) >= self._bounds.large
        with self._load.admitted(len(raw)):
            came = time.perf_counter()
            worker = await self._turn(large)
            waited = time.perf_counter() - came
            try:
                verdict = await self._ask(worker, raw, facts, policy)
            finally:
                self._give_back(worker, large)
        return replace(verdict, seconds={"wait": waited, **verdict.seconds})

    async def _turn(self, large: bool) -> WorkerProcess:
        if self._closing:
            raise Refused(BUSY)
        try:
            async with asyncio.timeout(self._bounds.patience):
                return await self._turns.take(large)
        except TimeoutError:
            raise Refused(BUSY) from None

    async def _ask(self, worker: WorkerProcess, raw: bytes, facts: Facts, policy: Policy) -> Verdict:
        try:
            return await worker.ask(raw, facts, policy, self._bounds.deadline)
        except InspectionFailed as failure:
            if self._closing:
                raise Refused(BUSY) from None
            self._report(worker, failure)
            return system.held(raw, policy.digest, failure.reason)

    def _report(self, worker: WorkerProcess, failure: InspectionFailed) -> None:
        if not worker.alive:
            self._events.emit(WorkerKilled("", failure.reason))
        if failure.detail:
            self._events.emit(Failed("", "inspector", failure.detail))

    def _give_back(self, worker: WorkerProcess, large: bool) -> None:
        self._turns.done(large)
        if worker.alive and worker in self._workers:
            self._turns.add(worker)
            if worker.served == self._bounds.recycle:
                self._spawn(self._recycle(worker))
        elif worker.alive:
            worker.kill()

    async def _recycle(self, worker: WorkerProcess) -> None:
        await self._replace()
        self._retire(worker)

    def _retire(self, worker: WorkerProcess) -> None:
        """Out of the pool: an idle worker goes now, a busy one when its message is done, at closing any."""
        if worker in self._workers:
            self._workers.remove(worker)
            if self._turns.remove(worker) or self._closing:
                worker.kill()

    async def _add(self) -> None:
        worker = await WorkerProcess.start(self._program, self._lost)
        self._processes.add(worker)
        try:
            await worker.ask(_WARM_UP, Facts(), self._policy_for(Facts()), _WARM_UP_SECONDS)
        except BaseException:
            worker.kill()
            raise
        self._workers.add(worker)
        self._turns.add(worker)

    async def _replace(self) -> None:
        """Until it succeeds: without workers no mail passes, and a full machine may have room again."""
        attempt = 0
        while True:
            try:
                return await self._add()
            except (InspectionFailed, OSError) as error:
                self._events.emit(Failed("", "inspector", f"no new worker: {error}"))
            await asyncio.sleep(_PAUSES[min(attempt, len(_PAUSES) - 1)])
            attempt += 1

    def _lost(self, worker: WorkerProcess) -> None:
        worker.gone.add_done_callback(lambda _: self._processes.discard(worker))
        if worker not in self._workers:
            return
        self._workers.remove(worker)
        if self._turns.remove(worker):
            self._events.emit(WorkerKilled("", "crash"))
        self._spawn(self._replace())

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
