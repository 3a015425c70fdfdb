"""Store and relay for commands that act on stored mail."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from gateway.app import Services
from gateway.build import store_url
from gateway.cli.common import fail
from gateway.envelope import Refused
from gateway.settings import Settings, SettingsError
from gateway.store.database import Database, Unusable
from gateway.store.held_message import Damaged

T = TypeVar("T")


def run(settings: Settings, work: Callable[[Services], Awaitable[T]]) -> T:
    """Do something with the store and the relay, and close both."""

    async def opened() -> T:
        async with Services.open(settings) as services:
            return await work(services)

    return _told(opened())


def run_on_store(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Do something with the store alone: neither keys nor relays need be there."""

    async def opened() -> T:
        database = await Database.open(store_url(settings))
        try:
            return await work(database)
        finally:
            await database.close()

    return _told(opened())


def _told(work: Coroutine[Any, Any, T]) -> T:
    """The result, or what went wrong as a sentence and exit code 2."""
    try:
        return asyncio.run(work)
    except (Unusable, SettingsError, Damaged) as error:
        fail(str(error))
    except Refused as refused:
        fail(refused.reply.text)
