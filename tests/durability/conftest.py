from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.durability.scene import Scene
from tests.support.fake_relay import FakeRelay


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with FakeRelay() as relay:
        scene = Scene(tmp_path, relay)
        await scene.start()
        yield scene
        await asyncio.to_thread(scene.gateway.stop)
