"""The README's examples, as they stand there."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.api.app import Front, make_api
from gateway.api.callers import Scope
from gateway.console.server import ConsoleServer
from gateway.store.held_message import State, sha256
from gateway.store.tokens import Tokens
from tests.gateway.console.stage import Stage, letter

README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")


@pytest.mark.peer
async def test_the_examples_work(stage: Stage) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is missing")
    id = await stage.hold(letter("Call me: +49 170 1234567", "Your order 305-1234567-7654321"))
    message, standing = await stage.held.get(id), await stage.reviews.standing(id)
    assert message and standing
    tokens = Tokens(stage.database)
    secret = await tokens.add("readme", tuple(Scope), None, datetime.now(UTC) + timedelta(days=1), "test")
    values = {"TOKEN": secret, "ID": id, "ETAG": f'"{standing.version}"', "SHA256": sha256(message.verdict.outgoing)}
    with socket.create_server(("127.0.0.1", 0)) as sock:
        server = ConsoleServer(Front(make_api(stage.desk, tokens), stage.app))
        await server.start([sock])
        try:
            told = [await _told(example, sock.getsockname()[1], values) for example in _examples()]
        finally:
            await server.close()
    assert len(told) == 5 and all(id in answer for answer in told[1:3]) and "Sent." in told[3] and id in told[4]
    after = await stage.held.get(id)
    assert after and after.summary.state is State.RELEASED


def _examples() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.M | re.S)
    script = next(block for block in blocks if "curl" in block)
    return re.findall(r"^curl (?:.*\\\n)*.*$", script, re.M)


async def _told(example: str, port: int, values: dict[str, str]) -> str:
    process = await asyncio.create_subprocess_exec(
        "sh", "-c", example.replace("127.0.0.1:9226", f"127.0.0.1:{port}"),
        env={**os.environ, **values}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, (example, out)
    return out.decode("utf-8")
