"""A deadline that is moved again and again rings once, and not before its time."""

import asyncio

from gateway.deadline import Deadline


async def test_it_rings_once_after_the_time_last_allowed() -> None:
    loop, rung = asyncio.get_running_loop(), asyncio.Event()
    times: list[float] = []

    def ring() -> None:
        times.append(loop.time())
        rung.set()

    deadline = Deadline(ring, loop)
    began = loop.time()
    deadline.allow(0.02)
    deadline.allow(0.15)
    await asyncio.wait_for(rung.wait(), 20)
    await asyncio.sleep(0.05)
    assert len(times) == 1 and times[0] - began >= 0.15


async def test_a_shorter_time_counts_at_once() -> None:
    rung = asyncio.Event()
    deadline = Deadline(rung.set, asyncio.get_running_loop())
    deadline.allow(3_600)
    deadline.allow(0.01)
    await asyncio.wait_for(rung.wait(), 20)


async def test_what_was_lifted_or_cancelled_does_not_ring() -> None:
    rung = asyncio.Event()
    lifted, cancelled = (Deadline(rung.set, asyncio.get_running_loop()) for _ in range(2))
    for deadline in (lifted, cancelled):
        deadline.allow(0.02)
    lifted.lift()
    cancelled.cancel()
    await asyncio.sleep(0.1)
    assert not rung.is_set()


async def test_after_a_ring_it_can_be_set_again() -> None:
    rings = asyncio.Queue[None]()
    deadline = Deadline(lambda: rings.put_nowait(None), asyncio.get_running_loop())
    for _ in range(3):
        deadline.allow(0.01)
        await asyncio.wait_for(rings.get(), 20)
