"""What the monitoring port says: `/metrics` for Prometheus, `/healthz` and `/readyz` for whoever starts and stops us."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from gateway.http import Answer, Page, plain

METRICS = "text/plain; version=0.0.4; charset=utf-8"

Check = Callable[[], Awaitable[str]]
"""A readiness check: '' where ready, else what is missing, in words of ours. Raising counts as not ready."""


@dataclass(frozen=True, slots=True)
class Monitoring:
    """The pages, given the text of `/metrics` and the readiness checks by name. A check has `patience` seconds."""

    metrics: Callable[[], Awaitable[bytes]]
    checks: Mapping[str, Check]
    patience: float = 5.0

    def pages(self) -> dict[str, Page]:
        return {"/metrics": self._metrics, "/healthz": self._healthz, "/readyz": self._readyz}

    async def _metrics(self) -> Answer:
        return Answer(HTTPStatus.OK, await self.metrics(), METRICS)

    async def _healthz(self) -> Answer:
        """200 for as long as the loop gets round to answering."""
        return plain(HTTPStatus.OK)

    async def _readyz(self) -> Answer:
        """200 where every check passes, else 503 with a line for each that does not."""
        states = await asyncio.gather(*map(self._state, self.checks.values()))
        missing = [f"{name}: {state}\n" for name, state in zip(self.checks, states, strict=True) if state]
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, "".join(missing).encode()) if missing else plain(HTTPStatus.OK)

    async def _state(self, check: Check) -> str:
        try:
            async with asyncio.timeout(self.patience):
                return " ".join((await check()).split())
        except TimeoutError:
            return "no answer in time"
        except Exception:  # its text is not for whoever asks
            return "failed"
