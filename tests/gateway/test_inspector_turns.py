"""Whose turn it is, without processes."""

import asyncio

import pytest

from gateway.inspector.turns import Turns


def turns_of(*workers: str, large_at_once: int = 1) -> Turns[str]:
    turns: Turns[str] = Turns(large_at_once)
    for worker in workers:
        turns.add(worker)
    return turns


async def started(*waiting: asyncio.Task[str]) -> list[bool]:
    await asyncio.sleep(0)
    return [task.done() and not task.cancelled() for task in waiting]


def take(turns: Turns[str], *sizes: bool) -> list[asyncio.Task[str]]:
    return [asyncio.create_task(turns.take(large)) for large in sizes]


async def test_first_come_first_served():
    turns = turns_of("only", large_at_once=9)
    waiting = take(turns, False, True, False)
    for served, task in enumerate(waiting, 1):
        assert await started(*waiting) == [number < served for number in range(3)]
        turns.done(large=task is waiting[1])
        turns.add(await task)
    assert turns.remove("only")


async def test_large_ones_leave_room_and_keep_their_place():
    turns = turns_of("one", "two")
    waiting = take(turns, True, True, False, False)
    assert await started(*waiting) == [True, False, True, False]
    turns.done(large=True)
    turns.add(await waiting[0])
    assert await started(*waiting) == [True, True, True, False]


async def test_who_gives_up_gives_the_worker_to_the_next():
    turns = turns_of()
    waiting = take(turns, True, True)
    await started(*waiting)
    turns.add("late")
    waiting[0].cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting[0]
    assert await waiting[1] == "late"


async def test_who_gave_up_before_is_passed_over():
    turns = turns_of()
    waiting = take(turns, False, False)
    await started(*waiting)
    waiting[0].cancel()
    await started(*waiting)
    turns.add("late")
    assert await waiting[1] == "late"


async def test_only_an_idle_worker_can_be_removed():
    turns = turns_of("one")
    assert await turns.take(large=False) == "one"
    assert not turns.remove("one")


async def test_all_who_wait_can_be_refused():
    turns = turns_of()
    waiting = take(turns, False, True)
    await started(*waiting)
    turns.refuse(ValueError("closed"))
    assert [type(error) for error in await asyncio.gather(*waiting, return_exceptions=True)] == [ValueError] * 2
