from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from gateway.api.app import Front, make_api
from gateway.api.callers import Scope
from gateway.api.rate import Rate
from gateway.store.database import Database
from gateway.store.tokens import Tokens
from tests.gateway.console.stage import ORIGIN, Stage

Client = Callable[..., Awaitable[httpx.AsyncClient]]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    database = await Database.open(f"sqlite:///{tmp_path}/mail.db")
    made = await Stage.on(database, four_eyes=("payment/*",))
    yield made
    await made.close()
    await database.close()


@pytest.fixture
async def client(stage: Stage) -> AsyncIterator[Client]:
    """A client with a token; `burst`: how many requests it may make at once."""
    made: list[httpx.AsyncClient] = []

    async def with_token(
        scopes: Sequence[str] = tuple(Scope), accounts: Sequence[str] | None = None, name: str = "desk", burst: int = 1_000
    ) -> httpx.AsyncClient:
        tokens = Tokens(stage.database)
        secret = await tokens.add(name, scopes, accounts, datetime.now(UTC) + timedelta(days=1), "test")
        front = Front(make_api(stage.desk, tokens, Rate(burst, 0.001)), stage.app)
        transport = httpx.ASGITransport(front, raise_app_exceptions=False)
        made.append(httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"authorization": f"Bearer {secret}"}))
        return made[-1]

    yield with_token
    for each in made:
        await each.aclose()
