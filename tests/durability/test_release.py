"""A release killed on its way: the message is there, and is not sent again unless a person says so (DUR-019)."""

from __future__ import annotations

import asyncio
import subprocess

import pytest

from tests.durability import letters
from tests.durability.ledger import held_letters
from tests.durability.scene import Scene
from tests.support.fake_relay import SILENCE, Do
from tests.support.smtp import until

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("step", "copies"), [("MAIL", 0), ("DATA", 0), ("dot", 1)])
async def test_killed_while_the_relay_is_silent(scene: Scene, step: str, copies: int) -> None:
    letter, held_id = await _held(scene)
    before = _reached(scene, step)
    scene.relay.script[step] = SILENCE
    release = _release(scene, held_id)
    await until(lambda: _reached(scene, step) > before)
    release.kill()
    release.wait()
    scene.relay.script.clear()
    assert len(scene.relay.messages) == copies
    assert held_letters(scene.store) == [letter.content]
    assert held_id in await asyncio.to_thread(scene.gateway.run, "held", "list", "--state", "releasing")
    again = await asyncio.to_thread(_release(scene, held_id).communicate)
    assert b"somebody has decided about it already" in again[0]
    assert len(scene.relay.messages) == copies


async def test_killed_when_the_relay_has_answered(scene: Scene) -> None:
    letter, held_id = await _held(scene)

    def answered(body: bytes) -> bytes:
        asyncio.get_running_loop().call_soon(release.kill)
        return b"250 2.0.0 queued\r\n"

    scene.relay.script["dot"] = Do(answered)
    release = _release(scene, held_id)
    await asyncio.to_thread(release.wait)
    assert [message.content for message in scene.relay.messages] == [letter.content]
    assert await asyncio.to_thread(scene.gateway.run, "held", "list") == "nothing is held\n"
    assert held_letters(scene.store) == [letter.content]


def _reached(scene: Scene, step: str) -> int:
    """How often the relay has come to a step."""
    if step == "dot":
        return len(scene.relay.messages)
    return sum(command.startswith(step.encode()) for command in scene.relay.commands)


async def _held(scene: Scene) -> tuple[letters.Letter, str]:
    """A letter that is held, and its id in the store."""
    letter = letters.held("release-me")
    await scene.client.deliver(letter, attempts=1)
    (row,) = (await asyncio.to_thread(scene.gateway.run, "held", "list")).splitlines()
    return letter, row.split()[0]


def _release(scene: Scene, held_id: str) -> subprocess.Popen[bytes]:
    return scene.gateway.begun("held", "release", held_id)
