"""Inspection in workers: whatever a message does there, its client gets an answer and nobody else notices."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from misbehaving import NamedPolicy, inspect

from filters.facts import Facts
from filters.finding import Action
from filters.verdict import Verdict
from gateway.envelope import Refused
from gateway.events import Event, Events, WorkerKilled
from gateway.inspector.answers import FINDINGS, InspectionFailed
from gateway.inspector.bounds import Bounds
from gateway.inspector.inline import InlineInspector
from gateway.inspector.pool import WorkerInspector

GOOD = b"Subject: hello\r\n\r\nThank you for your order.\r\n"
KILOBYTE = b"x" * 998 + b"\r\n"


class Pool:
    """A started inspector, the events it emitted, and a policy that a test may change."""

    def __init__(self, bounds: Bounds) -> None:
        self.policy = NamedPolicy("first")
        self.seen: list[Event] = []
        events = Events()
        events.subscribe(self.seen.append)
        self.inspector = WorkerInspector(lambda facts: self.policy, events, bounds, "misbehaving:inspect")

    async def ask(self, raw: bytes = GOOD) -> Verdict:
        return await self.inspector.inspect(raw, Facts(account="shop"))

    @property
    def killed(self) -> list[str]:
        return [event.reason for event in self.seen if isinstance(event, WorkerKilled)]


@asynccontextmanager
async def pool(**bounds: float) -> AsyncIterator[Pool]:
    running = Pool(Bounds(**{"workers": 2, "deadline": 20.0, **bounds}))
    await running.inspector.start()
    try:
        yield running
    finally:
        await running.inspector.close()


def rules(verdict: Verdict) -> list[str]:
    return [finding.rule for finding in verdict.findings]


def worker_of(verdict: Verdict) -> int:
    return int(verdict.findings[0].words.split()[0])


async def until_gone(pid: int) -> None:
    async with asyncio.timeout(20):
        while Path(f"/proc/{pid}").exists():
            await asyncio.sleep(0.02)


async def test_verdict_comes_back_whole_and_the_message_is_the_same_object():
    async with pool() as running:
        verdict = await running.ask(raw := bytes(GOOD))
    assert verdict.outgoing is raw
    assert verdict.policy == "first"
    assert verdict.findings[0].words.endswith(f" {len(GOOD)} shop \udcff")
    assert set(verdict.seconds) == {"wait", "inspect"}


async def test_workers_and_inline_give_the_same_verdict():
    async with pool() as running:
        there = await running.ask(b"double\r\n" + GOOD)
    here = await InlineInspector(lambda facts: NamedPolicy("first"), inspect).inspect(
        b"double\r\n" + GOOD, Facts(account="shop")
    )
    assert (there.action, there.outgoing, there.edited, there.policy) == (here.action, here.outgoing, here.edited, here.policy)


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 1_000_000])
async def test_messages_of_every_size_go_there_and_back(size: int):
    raw = b"double\r\n" + b"x" * size
    async with pool(workers=1) as running:
        verdict = await running.ask(raw)
        assert verdict.outgoing == raw + raw and verdict.edited
        assert (await running.ask()).outgoing is GOOD


async def test_a_message_of_25_megabytes_holds_nothing_up():
    raw = b"double\r\n" + KILOBYTE * 25_000
    async with pool() as running, ticking() as ticks:
        edited, *others = await asyncio.gather(running.ask(raw), *(running.ask() for _ in range(20)))
    assert edited.outgoing == raw + raw
    assert all(verdict.action == Action.NOTE for verdict in others)
    assert max(ticks) < 2.0


@asynccontextmanager
async def ticking() -> AsyncIterator[list[float]]:
    """The seconds by which each tick of 10 ms came late."""
    ticks = [0.0]

    async def tick() -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + 0.01
            await asyncio.sleep(0.01)
            ticks.append(loop.time() - due)

    task = asyncio.create_task(tick())
    try:
        yield ticks
    finally:
        task.cancel()


async def test_a_hopeless_loop_is_killed_and_its_message_held():
    async with pool(deadline=1.0) as running, ticking() as ticks:
        hopeless = asyncio.create_task(running.ask(b"loop\r\n"))
        await asyncio.sleep(0)
        good = await asyncio.gather(*(running.ask() for _ in range(20)))
        verdict = await hopeless
    assert rules(verdict) == ["system/timeout"] and verdict.action == Action.HOLD and verdict.outgoing == b"loop\r\n"
    assert all(rules(other) == ["test/seen"] for other in good)
    assert running.killed == ["timeout"]
    assert max(ticks) < 1.0


@pytest.mark.parametrize("raw", [b"exit 0\r\n", b"exit 7\r\n", b"garbage\r\n", b"hello 0\r\n", b"hello 100000\r\n"])
async def test_a_dying_or_raving_worker_holds_its_message_and_is_replaced(raw: bytes):
    async with pool(workers=1) as running:
        before = worker_of(await running.ask())
        verdict = await running.ask(raw)
        assert rules(verdict) == ["system/crash"] and verdict.action == Action.HOLD and verdict.outgoing is raw
        assert worker_of(await running.ask()) != before
        assert running.killed == ["crash"]


@pytest.mark.parametrize("raw", [b"raise secret\r\n", b"unpicklable\r\n"])
async def test_an_exception_holds_the_message_and_costs_no_worker(raw: bytes):
    async with pool(workers=1) as running:
        before = worker_of(await running.ask())
        assert rules(await running.ask(raw)) == ["system/crash"]
        assert worker_of(await running.ask()) == before
    assert running.killed == []
    assert ".py:" in repr(running.seen)
    assert "secret" not in repr(running.seen)


async def test_a_memory_hog_is_stopped_at_the_bound():
    async with pool(workers=1, memory=100_000_000) as running:
        assert rules(await running.ask(b"hog 50\r\n")) == ["test/seen"]
        verdict = await running.ask(b"hog 200\r\n")
        assert rules(verdict) == ["system/crash"] and "memory" in verdict.findings[0].note
        assert rules(await running.ask()) == ["test/seen"]
        assert running.killed == ["memory"]


async def test_hostile_messages_in_a_burst_leave_the_good_ones_alone():
    hostile = [b"exit 1\r\n", b"raise\r\n", b"garbage\r\n", b"hog 9000\r\n"]
    async with pool() as running:
        verdicts = await asyncio.gather(*(running.ask(raw) for raw in [GOOD, *hostile] * 3))
        assert [rules(verdict)[0] for verdict in verdicts] == ["test/seen", *["system/crash"] * 4] * 3
        assert rules(await running.ask()) == ["test/seen"]


async def test_a_new_policy_holds_from_the_next_message_on_and_the_old_one_comes_back():
    async with pool() as running:
        for digest in ["first", *map(str, range(70)), "first"]:
            running.policy = NamedPolicy(digest, Action.HOLD if digest == "3" else Action.NOTE)
            verdicts = await asyncio.gather(running.ask(), running.ask())
            assert {verdict.policy for verdict in verdicts} == {digest}
            assert {verdict.action for verdict in verdicts} == {running.policy.action}


async def test_large_messages_leave_a_worker_to_small_ones():
    async with pool(large=1_000) as running:
        slow = [asyncio.create_task(running.ask(b"sleep 0.5\r\n" + KILOBYTE)) for _ in range(3)]
        await asyncio.sleep(0)
        await running.ask()
        assert not any(task.done() for task in slow)
        assert [rules(verdict) for verdict in await asyncio.gather(*slow)] == [["test/seen"]] * 3


async def test_what_is_too_much_stays_with_its_client():
    async with pool(messages=2) as running:
        waiting = [asyncio.create_task(running.ask(b"sleep 0.3\r\n")) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Refused, match=r"451 4\.3\.2"):
            await running.ask()
        await asyncio.gather(*waiting)
        await running.ask()


async def test_one_message_is_never_too_large_for_an_idle_gateway():
    async with pool(octets=10) as running:
        waiting = asyncio.create_task(running.ask(b"sleep 0.3\r\n"))
        await asyncio.sleep(0)
        with pytest.raises(Refused):
            await running.ask()
        await waiting


async def test_who_waits_too_long_is_asked_to_come_back():
    async with pool(workers=1, patience=0.1) as running:
        slow = asyncio.create_task(running.ask(b"sleep 1\r\n"))
        await asyncio.sleep(0)
        with pytest.raises(Refused):
            await running.ask()
        assert rules(await slow) == ["test/seen"]
        assert rules(await running.ask()) == ["test/seen"]


async def test_a_client_that_is_given_up_leaves_no_worker_behind_in_doubt():
    async with pool(workers=1) as running:
        given_up = asyncio.create_task(running.ask(b"sleep 5\r\n"))
        await asyncio.sleep(0.1)
        waiting = asyncio.create_task(running.ask())
        await asyncio.sleep(0)
        waiting.cancel()
        given_up.cancel()
        assert rules(await running.ask()) == ["test/seen"]


async def test_workers_are_recycled_without_a_gap():
    async with pool(workers=1, recycle=5) as running:
        async with asyncio.timeout(30):
            pids = {worker_of(await running.ask())}
            while len(pids) < 3:
                pids.add(worker_of(await running.ask()))
    assert running.killed == []


async def test_an_idle_worker_that_dies_is_replaced():
    async with pool(workers=1) as running:
        pid = worker_of(await running.ask())
        os.kill(pid, signal.SIGKILL)
        await until_gone(pid)
        assert worker_of(await running.ask()) != pid
    assert running.killed == ["crash"]


async def test_signals_to_the_group_do_not_end_a_worker():
    async with pool(workers=1) as running:
        pid = worker_of(await running.ask())
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            os.kill(pid, number)
        assert worker_of(await running.ask()) == pid


async def test_closing_answers_451_and_leaves_no_process():
    async with pool(workers=1) as running:
        pid = worker_of(await running.ask())
        work = [asyncio.create_task(running.ask(b"loop\r\n")) for _ in range(3)]
        await asyncio.sleep(0.1)
        await running.inspector.close()
        answers = await asyncio.gather(*work, return_exceptions=True)
        assert [type(answer) for answer in answers] == [Refused] * 3
        assert not Path(f"/proc/{pid}").exists()


async def test_what_cannot_load_fails_the_start_with_its_reason():
    inspector = WorkerInspector(lambda facts: NamedPolicy("first"), Events(), Bounds(workers=2), "misbehaving:missing")
    with pytest.raises(InspectionFailed, match="missing"):
        await inspector.start()
    assert not inspector.ready


async def test_a_verdict_too_long_to_read_keeps_its_gravest_findings():
    async with pool(workers=1) as running:
        verdict = await running.ask(b"many 20000\r\n")
    assert len(verdict.findings) == FINDINGS


def test_a_killed_gateway_leaves_no_worker():
    program = """
        import asyncio
        from test_inspector import GOOD, Pool, worker_of
        from gateway.inspector.bounds import Bounds

        async def main():
            running = Pool(Bounds(workers=2, deadline=0.5))
            await running.inspector.start()
            hopeless = asyncio.create_task(running.ask(b"loop\\r\\n"))
            await asyncio.sleep(0.1)
            print(*(worker.pid for worker in running.inspector._workers), flush=True)
            await asyncio.sleep(60)

        asyncio.run(main())
    """
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    arguments = [sys.executable, "-c", textwrap.dedent(program)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment) as gateway:
        assert gateway.stdout is not None
        pids = [int(word) for word in gateway.stdout.readline().split()]
        gateway.kill()
    assert len(pids) == 2
    for pid in pids:
        with contextlib.suppress(FileNotFoundError):
            asyncio.run(until_gone(pid))
