"""A client that lost our answer sends again (DUR-017): one copy is sent, and the second try hears what the first missed."""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import replace

import pytest

from tests.durability import letters
from tests.durability.client import connected
from tests.durability.ledger import Told, held_letters
from tests.durability.letters import BUYER, SENDER, Letter
from tests.durability.scene import Scene
from tests.support.fake_relay import Do
from tests.support.smtp import Talker, until

pytestmark = pytest.mark.slow

SLOW = Do(b"250 2.0.0 queued as 4711\r\n", pause=0.05)


def reset(talker: Talker) -> None:
    sock = talker.writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talker.writer.close()


LEAVING = {"closes": lambda it: it.writer.close(), "half-closes": lambda it: it.writer.write_eof(), "resets": reset}


async def left(scene: Scene, letter: Letter, how: str, after: float) -> None:
    """A client that sends the letter and leaves before it has heard."""
    talker = await connected(scene.gateway.port)
    await talker.reply()
    for command in ("EHLO client.example", f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{BUYER}>", "DATA"):
        assert (await talker.ask(command))[0] in "23"
    await talker.send(letter.stuffed)
    await asyncio.sleep(after)
    LEAVING[how](talker)


@pytest.mark.parametrize("how", LEAVING)
@pytest.mark.parametrize("after", [0.1, 1.0])
async def test_one_who_leaves_while_the_relay_thinks(scene: Scene, how: str, after: float) -> None:
    letter = letters.plain("impatient")
    scene.relay.script["dot"] = [SLOW]
    await left(scene, letter, how, after)
    told, reply = await scene.client.attempt(letter)
    assert (told, reply) == (Told.ACCEPTED, "250 2.0.0 queued as 4711")
    assert len(scene.relay.messages) == 1


async def test_a_second_try_long_after_and_after_a_restart(scene: Scene) -> None:
    letter = letters.edited("patient")
    first = await scene.client.deliver(letter)
    await scene.kill()
    await scene.start()
    assert await scene.client.deliver(letter) == first
    assert len(scene.relay.messages) == 1


async def test_a_held_message_is_held_once(scene: Scene) -> None:
    letter = letters.held("kept")
    first = await scene.client.deliver(letter)
    again = await scene.client.deliver(letter)
    assert len(held_letters(scene.store)) == 1
    held_id = again.rpartition(" ")[2]
    assert held_id in first


async def test_a_changed_letter_with_the_same_message_id_is_sent(scene: Scene) -> None:
    letter = letters.plain("same")
    await scene.client.deliver(letter)
    await scene.client.deliver(replace(letter, content=letter.content.replace(b"shade", b"stand")))
    assert len(scene.relay.messages) == 2


async def test_what_the_relay_refused_is_tried_anew(scene: Scene) -> None:
    letter = letters.plain("unlucky")
    scene.relay.script["dot"] = [Do(b"451 4.3.0 later\r\n"), Do(b"554 5.0.0 never\r\n")]
    assert [(await scene.client.attempt(letter))[0] for _ in range(3)] == [Told.REFUSED, Told.REFUSED, Told.ACCEPTED]
    assert len(scene.relay.delivered) == 1


async def test_many_second_tries_at_once(scene: Scene) -> None:
    letter = letters.plain("often")
    scene.relay.script["dot"] = [SLOW]
    told = await asyncio.gather(*(scene.client.attempt(letter) for _ in range(8)))
    assert {reply for _, reply in told} == {"250 2.0.0 queued as 4711"}
    await until(lambda: len(scene.relay.messages) == 1)
