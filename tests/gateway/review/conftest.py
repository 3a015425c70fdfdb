from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from gateway.store.database import Database
from tests.gateway.console.stage import Stage
from tests.gateway.store.conftest import postgresql, url

__all__ = ["postgresql", "url"]


@pytest.fixture
async def stage(url: str) -> AsyncIterator[Stage]:
    """On each database in turn."""
    database = await Database.open(url)
    made = await Stage.on(database, four_eyes=("payment/*",))
    yield made
    await made.close()
    await database.close()
