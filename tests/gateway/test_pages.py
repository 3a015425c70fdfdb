"""Metrics, health and readiness, as pages."""

import asyncio

from gateway.http import Answer
from gateway.pages import Check, Monitoring


async def metrics() -> bytes:
    return b"mailsluice_up 1\n"


async def fine() -> str:
    return ""


async def missing() -> str:
    return "no policy\nis loaded"


async def raising() -> str:
    raise RuntimeError("secret of the house")


async def hanging() -> str:
    await asyncio.Event().wait()
    return ""


async def page(path: str, patience: float = 60, **checks: Check) -> Answer:
    return await Monitoring(metrics, checks, patience).pages()[path]()


async def test_metrics_come_in_prometheus_own_type() -> None:
    answer = await page("/metrics")
    assert (answer.body, answer.type) == (b"mailsluice_up 1\n", "text/plain; version=0.0.4; charset=utf-8")


async def test_health_asks_no_check() -> None:
    assert (await page("/healthz", policy=raising)).status == 200


async def test_ready_where_every_check_passes() -> None:
    assert (await page("/readyz")).status == 200
    assert (await page("/readyz", policy=fine, store=fine)).status == 200


async def test_what_is_missing_is_told_a_line_each_and_no_exception_text() -> None:
    answer = await page("/readyz", policy=missing, store=fine, relay=raising)
    assert answer.status == 503
    assert answer.body == b"policy: no policy is loaded\nrelay: failed\n"


async def test_a_check_that_hangs_is_not_ready() -> None:
    answer = await page("/readyz", patience=0.05, store=hanging)
    assert (answer.status, answer.body) == (503, b"store: no answer in time\n")
