"""Store and relay for commands that act on held or captured mail."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from gateway.app import Services
from gateway.cli.common import fail
from gateway.envelope import Refused
from gateway.settings import Settings, SettingsError
from gateway.store.database import Unusable
from gateway.store.held_message import Damaged

T = TypeVar("T")


def run(settings: Settings, work: Callable[[Services], Awaitable[T]]) -> T:
    """Do something with the store and the relay, and close both."""

    async def opened() -> T:
        async with Services.open(settings) as services:
            return await work(services)

    try:
        return asyncio.run(opened())
    except (Unusable, SettingsError, Damaged) as error:
        fail(str(error))
    except Refused as refused:
        fail(refused.reply.text)
