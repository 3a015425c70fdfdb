"""History: one row per message that was sent, held or rejected."""

from __future__ import annotations

import asyncio
from datetime import datetime

from filters.facts import Facts
from filters.verdict import Verdict
from gateway.envelope import Envelope
from gateway.recorded import Outcome
from gateway.store import history_rows
from gateway.store.database import Database
from gateway.store.past import Past, past


class History:
    """`archive`: whether the messages' bytes are kept with it. Every method raises `Refused` where the store does not work."""

    def __init__(self, database: Database, *, archive: bool = False) -> None:
        self._database = database
        self._archive = archive

    async def past(self, account: str, buyer: str | None, submission: str, now: datetime) -> Past:
        """See `gateway.store.past`."""
        return await self._database.read(lambda connection: past(connection, account, buyer, submission, now))

    async def record(self, envelope: Envelope, facts: Facts, verdict: Verdict, ended: Outcome) -> None:
        """Durable on disk when this returns."""
        rows = await asyncio.to_thread(history_rows.written, envelope, facts, verdict, ended, archive=self._archive)
        await self._database.write(rows.insert)
