from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.store.database import Database
from tests.gateway.console.stage import Stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    database = await Database.open(f"sqlite:///{tmp_path}/mail.db")
    made = await Stage.on(database, four_eyes=("payment/*",))
    yield made
    await made.close()
    await database.close()
