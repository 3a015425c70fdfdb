"""Killed at each moment of a message's way (DUR-001 to DUR-010): what the client was told stays true after a restart."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability import letters
from tests.durability.client import connected
from tests.durability.ledger import Told, held_letters
from tests.durability.letters import BUYER, SENDER
from tests.durability.scene import Scene
from tests.support.fake_relay import SILENCE, Do, FakeRelay
from tests.support.smtp import until

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("sent", ["EHLO", "MAIL", "RCPT", "DATA", "half the message"])
async def test_before_the_final_dot(scene: Scene, sent: str) -> None:
    letter = letters.large("early")
    talker = await connected(scene.gateway.port)
    await talker.reply()
    for command in ("EHLO client.example", f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{BUYER}>", "DATA"):
        assert (await talker.ask(command))[0] in "23"
        if command.startswith(sent):
            break
    else:
        await talker.send(letter.content[: len(letter.content) // 2])
    await scene.kill()
    assert await talker.reply() == ""
    assert not scene.relay.messages
    assert held_letters(scene.store) == []
    assert (await scene.outcome(letter)).copies == 1


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "body"])
async def test_while_the_relay_is_silent(scene: Scene, step: str) -> None:
    letter = letters.large("waiting")
    scene.relay.script[step] = SILENCE
    attempt = asyncio.create_task(scene.client.attempt(letter))
    await until(lambda: _reached(scene.relay, step))
    await scene.kill()
    told, _ = await attempt
    assert told in (Told.NOTHING, Told.UNKNOWN)
    scene.relay.script.clear()
    assert (await scene.outcome(letter)).copies == 1


async def test_after_the_relay_has_it_and_before_it_says_so(scene: Scene) -> None:
    letter = letters.plain("window-1")
    scene.relay.script["dot"] = SILENCE
    attempt = asyncio.create_task(scene.client.attempt(letter))
    await until(lambda: scene.relay.messages)
    await scene.kill()
    assert (await attempt)[0] is Told.UNKNOWN
    scene.relay.script.clear()
    assert (await scene.outcome(letter)).relayed == 2


async def test_after_the_relay_has_said_so_and_before_the_client_hears(scene: Scene) -> None:
    """The kill follows the relay's answer at once; now and then the gateway is quicker, and has it on record."""
    letter = letters.plain("window-2")

    def answered(body: bytes) -> bytes:
        asyncio.get_running_loop().call_soon(scene.gateway.kill)
        return b"250 2.0.0 queued\r\n"

    scene.relay.script["dot"] = Do(answered)
    told, _ = await scene.client.attempt(letter)
    scene.relay.script.clear()
    assert (await scene.outcome(letter)).relayed in ((2, 1) if told is Told.UNKNOWN else (1,))


@pytest.mark.parametrize("pause", [0.0, 0.003, 0.01, 0.03, 0.1])
async def test_after_the_final_dot(scene: Scene, pause: float) -> None:
    """While the letter is inspected and signed: it is long, so that this takes a while."""
    letter = letters.plain("looked-at", "Which shade may we send you, please?\n" * 20_000)
    dot = asyncio.Event()
    attempt = asyncio.create_task(scene.client.attempt(letter, dot.set))
    await dot.wait()
    await asyncio.sleep(pause)
    await scene.kill()
    told, _ = await attempt
    before = len(scene.relay.messages)
    assert (await scene.outcome(letter)).copies in ((1,) if told is Told.ACCEPTED else (1, before + 1))


async def test_during_the_transaction_that_holds(scene: Scene) -> None:
    """The store is locked by another, so that the gateway cannot come to its COMMIT."""
    letter = letters.held("kept", 100_000)
    with _locked(scene.store):
        dot = asyncio.Event()
        attempt = asyncio.create_task(scene.client.attempt(letter, dot.set))
        await dot.wait()
        await asyncio.sleep(0.5)
        assert not attempt.done()
        await scene.kill()
    assert (await attempt)[0] is Told.UNKNOWN
    assert held_letters(scene.store) == []
    assert (await scene.outcome(letter)).held == 1


async def test_after_the_commit(scene: Scene) -> None:
    """The kill follows the row's appearance at once; the client may have heard of it or not."""
    letter = letters.held("committed", 100_000)
    attempt = asyncio.create_task(scene.client.attempt(letter))
    await until(lambda: held_letters(scene.store))
    await scene.kill()
    told, _ = await attempt
    assert held_letters(scene.store) == [letter.content]
    assert told in (Told.UNKNOWN, Told.ACCEPTED)
    assert (await scene.outcome(letter)).held == 1  # the second try is answered from the record


def _reached(relay: FakeRelay, step: str) -> bool:
    """Whether a connection has come so far; the body is begun where anything follows DATA."""
    verb = b"DATA" if step == "body" else step.encode()
    reached = [dialogue for dialogue in relay.dialogues if any(command.startswith(verb) for command in dialogue.commands)]
    return any(step != "body" or not dialogue.raw.endswith(b"DATA\r\n") for dialogue in reached)


@contextlib.contextmanager
def _locked(store: Path) -> Iterator[None]:
    """Another process writes."""
    with contextlib.closing(sqlite3.connect(store, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")
