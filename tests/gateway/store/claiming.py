"""A reviewer's node: claims every held message it sees, the oldest first, and prints what it got: `claiming.py URL NAME`."""

from __future__ import annotations

import asyncio
import sys

from gateway.store.database import Database
from gateway.store.held import HeldMail


async def main(url: str, name: str) -> None:
    database = await Database.open(url)
    store = HeldMail(database)
    print("ready", flush=True)
    sys.stdin.readline()
    for listed in await store.list(limit=1_000):
        if await store.claim_release(listed.id, name) is not None:
            print(listed.id, flush=True)
    await database.close()


asyncio.run(main(*sys.argv[1:]))
