"""Holds a message and is killed before or after the COMMIT: `killed.py URL before|after`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from sqlalchemy import event
from sqlalchemy.engine import Engine

from gateway.store.database import Database
from gateway.store.held import HeldMail
from tests.gateway.store.conftest import FACTS, RAW, envelope, verdict


async def main(url: str, moment: str) -> None:
    store = HeldMail(await Database.open(url))
    if moment == "before":
        event.listen(Engine, "commit", lambda connection: os.kill(os.getpid(), signal.SIGKILL))
    print(await store.hold(envelope(RAW * 1000), verdict(), FACTS), flush=True)
    if moment == "claimed":
        print(await store.claim_release((await store.list())[0].id, "me") is not None, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


asyncio.run(main(*sys.argv[1:]))
