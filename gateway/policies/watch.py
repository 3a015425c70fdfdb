"""Keeps the policy in force the one on disk. A new one takes over when all of it is right; else the old one stays."""

from __future__ import annotations

import asyncio
from pathlib import Path

from filters.facts import Facts
from filters.policy import Policy
from gateway.events import Events, PolicyReloaded
from gateway.policies.load import Policies, PolicyFile
from gateway.policies.read import PolicyRefused, Stamp, stamp


class PolicyWatch:
    """Looks at the files every `seconds`, and at once on `reload` (SIGHUP). Emits PolicyReloaded for every attempt."""

    def __init__(self, source: PolicyFile, current: Policies, events: Events, seconds: float = 2.0) -> None:
        self._source = source
        self._events = events
        self._seconds = seconds
        self._seen = dict(current.stamps)
        self._loading = asyncio.Lock()
        self.current = current

    def policy_for(self, facts: Facts) -> Policy:
        """The policy in force for the message's account."""
        return self.current.policy_for(facts)

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            await asyncio.sleep(self._seconds)
            if await asyncio.to_thread(self._changed):
                await self.reload()

    async def reload(self) -> str:
        """Load again now: '' when the new policy is in force, else why the old one stays."""
        async with self._loading:
            error = await asyncio.to_thread(self._load)
        self._events.emit(PolicyReloaded("", self.current.site.digest, error))
        return error

    def _changed(self) -> bool:
        return any(stamp(path) != seen for path, seen in self._seen.items())

    def _now(self) -> dict[Path, Stamp]:
        return {path: stamp(path) for path in self._seen}

    def _load(self) -> str:
        try:
            loaded = self._source.load()
        except PolicyRefused as error:
            self._seen = self._now() | error.stamps
            return str(error)
        except Exception as error:  # whatever happened, the policy in force goes on deciding
            self._seen = self._now()
            return f"{type(error).__name__}: {error}"
        self.current, self._seen = loaded, dict(loaded.stamps)
        return ""
