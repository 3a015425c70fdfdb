"""What a scrape shows: of one process, of several, and when the store is silent."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.parser import text_string_to_metric_families

from gateway.exposition import Exposition, Held, clear, configure, mark_process_dead, watch_loop
from gateway.metrics import Metrics
from tests.gateway.observed import NOW, all_events

PROCESS = """
import sys
from pathlib import Path
from gateway.exposition import configure
configure(Path(sys.argv[1]))
from prometheus_client import CollectorRegistry
from gateway.metrics import Metrics
from tests.gateway.observed import all_events
metrics = Metrics(CollectorRegistry(), "1.2.3")
for event in all_events("forward"):
    metrics(event)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def one_process() -> Iterator[None]:
    configure(None)
    yield
    configure(None)


async def three_held() -> tuple[int, datetime | None]:
    return 3, NOW - timedelta(hours=2)


def exposition(held: Held = three_held, registry: CollectorRegistry | None = None, patience: float = 30) -> Exposition:
    registry = registry or CollectorRegistry()
    metrics = Metrics(registry, "1.2.3")
    return Exposition(registry, held, lambda: metrics.policy_digest, patience, lambda: NOW)


def samples(text: bytes) -> dict[tuple[str, str], float]:
    families = text_string_to_metric_families(text.decode())
    return {(s.name, ",".join(map(str, s.labels.values()))): s.value for family in families for s in family.samples}


async def test_held_messages_are_asked_for_at_scrape_time() -> None:
    shown = samples(await exposition().render())
    assert shown["mailsluice_held_messages", ""] == 3
    assert shown["mailsluice_held_oldest_seconds", ""] == 7200
    assert shown["mailsluice_store_up", ""] == 1


async def test_nothing_held_is_no_age() -> None:
    async def none() -> tuple[int, datetime | None]:
        return 0, None

    assert samples(await exposition(none).render())["mailsluice_held_oldest_seconds", ""] == 0


async def raises() -> tuple[int, datetime | None]:
    raise RuntimeError("disk on fire")


async def hangs() -> tuple[int, datetime | None]:
    await asyncio.Event().wait()
    raise AssertionError


async def has_no_time_zone() -> tuple[int, datetime | None]:
    return 1, NOW.replace(tzinfo=None)


@pytest.mark.parametrize("held", [raises, hangs, has_no_time_zone])
async def test_a_silent_store_leaves_the_other_metrics(held: Held) -> None:
    text = await exposition(held, patience=0.05).render()
    assert samples(text)["mailsluice_store_up", ""] == 0
    assert samples(text)["mailsluice_messages_total", "forward"] == 0
    assert ("mailsluice_held_messages", "") not in samples(text)
    assert b"disk on fire" not in text


async def test_the_loop_lag_is_measured() -> None:
    registry = CollectorRegistry()
    lag = Histogram("lag", "Lag.", registry=registry)
    task = asyncio.create_task(watch_loop(lag, 0.001))
    while not registry.get_sample_value("lag_count"):
        await asyncio.sleep(0.001)
    task.cancel()


@pytest.fixture
def two_processes(tmp_path: Path) -> Iterator[tuple[Path, list[int]]]:
    clear(tmp_path)
    children = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()
        )
        for _ in range(2)
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
    yield tmp_path, [child.pid for child in children]
    for child in children:
        child.communicate(b"", timeout=60)


async def test_one_scrape_shows_the_sum_of_all_processes(two_processes: tuple[Path, list[int]]) -> None:
    directory, pids = two_processes
    configure(directory)
    seen = exposition()
    shown = samples(await seen.render())
    assert shown["mailsluice_messages_total", "forward"] == 2
    assert shown["mailsluice_stage_seconds_count", "relay"] == 2
    assert shown["mailsluice_connections_open", ""] == 2
    assert shown["mailsluice_policy_last_reload_successful", ""] == 0
    assert shown["mailsluice_held_messages", ""] == 3
    mark_process_dead(pids[0])
    shown = samples(await seen.render())
    assert shown["mailsluice_connections_open", ""] == 1
    assert shown["mailsluice_messages_total", "forward"] == 2


async def test_a_start_forgets_what_an_earlier_one_left(tmp_path: Path) -> None:
    clear(tmp_path / "new")
    configure(tmp_path / "new")
    metrics = Metrics(CollectorRegistry(), "1.2.3")
    for event in all_events("forward"):
        metrics(event)
    assert list((tmp_path / "new").glob(f"*_{os.getpid()}.db"))
    clear(tmp_path / "new")
    assert not list((tmp_path / "new").glob("*.db"))


async def test_a_process_does_not_inherit_the_gauges_of_a_dead_one_with_its_number(tmp_path: Path) -> None:
    for _ in range(2):
        configure(tmp_path)
        seen = exposition()
        metrics = Metrics(CollectorRegistry(), "1.2.3")
        for event in all_events("forward"):
            metrics(event)
        shown = samples(await seen.render())
        assert shown["mailsluice_connections_open", ""] == 1
