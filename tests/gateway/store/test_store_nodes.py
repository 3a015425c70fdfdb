"""Several nodes on one store, each a process of its own: whatever they do at once, one wins."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gateway.store.held import HeldMail
from gateway.store.held_message import State
from tests.gateway.store.conftest import FACTS, envelope, verdict

ROOT = Path(__file__).parents[3]


def node(url: str, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.gateway.store.claiming", url, name]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


async def test_of_two_nodes_one_gets_each_message(url: str, store: HeldMail) -> None:
    ids = [await store.hold(envelope(), verdict(), FACTS) for _ in range(20)]
    nodes = {name: node(url, name) for name in ("left", "right")}
    for running in nodes.values():
        assert running.stdout
        assert running.stdout.readline() == "ready\n"
    got = {name: running.communicate("go\n", timeout=60)[0].split() for name, running in nodes.items()}
    assert sorted(got["left"] + got["right"]) == sorted(ids)
    assert {it.id: it.decided_by for it in await store.list(State.RELEASING)} == {
        id: name for name, claimed in got.items() for id in claimed
    }
