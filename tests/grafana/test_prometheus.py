"""A real Prometheus scrapes the monitoring port and answers every expression of the dashboard and the rules."""

import asyncio
import json
import re
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from gateway import events as e
from gateway.envelope import Reply
from gateway.exposition import Exposition, configure, watch_loop
from gateway.http import HttpServer
from gateway.metrics import Metrics
from gateway.pages import Monitoring
from tests.gateway.observed import NOW, all_events
from tests.grafana.test_dashboard import expressions
from tests.grafana.test_rules import ALERTS, PROMETHEUS, RULES

BINARY = shutil.which("prometheus")
PATIENCE = 100

pytestmark = [
    pytest.mark.peer,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not BINARY, reason="Prometheus is not installed"),
]


async def three_held() -> tuple[int, Any]:
    return 3, NOW - timedelta(hours=2)


@asynccontextmanager
async def gateway() -> AsyncIterator[tuple[HttpServer, Metrics]]:
    configure(None)
    registry = CollectorRegistry()
    metrics = Metrics(registry, "1.2.3")
    exposition = Exposition(registry, three_held, lambda: metrics.policy_digest)
    server = HttpServer(Monitoring(exposition.render, {}).pages())
    await server.start("127.0.0.1", 0)
    lag = asyncio.create_task(watch_loop(metrics.own.loop_lag, 0.1))
    yield server, metrics
    lag.cancel()
    await server.close()


async def live(ports: list[int], stop: Flag) -> None:
    """A gateway on which everything happens, again and again."""
    async with gateway() as (server, metrics):
        ports.append(server.addresses[0][1])
        while not stop.is_set():
            for event in all_events("forward"):
                metrics(event)
            metrics(e.Relayed("", "amazon", Reply(451, "4.7.1", "later"), 1000, 0.3))
            metrics(e.PolicyReloaded("", "d1g3st"))
            await asyncio.sleep(0.2)


@contextmanager
def living_gateway() -> Iterator[int]:
    ports: list[int] = []
    stop = Flag()
    thread = Thread(target=lambda: asyncio.run(live(ports, stop)))
    thread.start()
    while not ports:
        time.sleep(0.01)
    try:
        yield ports[0]
    finally:
        stop.set()
        thread.join(PATIENCE)


@contextmanager
def prometheus(directory: Path, target: int) -> Iterator[str]:
    """A Prometheus on the shipped configuration, its intervals and target changed; its address."""
    config = (PROMETHEUS / "prometheus.yml").read_text().replace("15s", "1s").replace("127.0.0.1:9225", f"127.0.0.1:{target}")
    (directory / "prometheus.yml").write_text(config)
    (directory / "rules.yml").write_text((PROMETHEUS / "rules.yml").read_text())
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    arguments = [
        f"--config.file={directory}/prometheus.yml",
        f"--storage.tsdb.path={directory}/data",
        f"--web.listen-address={address}",
    ]
    with (directory / "output").open("wb") as output:
        process = subprocess.Popen([str(BINARY), *arguments], stdout=output, stderr=output)
    try:
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with living_gateway() as target, prometheus(tmp_path_factory.mktemp("prometheus"), target) as address:
        wait_for(address, "relay:mailsluice_relay_refused:ratio5m and on () count_over_time(mailsluice_build_info[1m]) > 5")
        yield address


def ask(address: str, expression: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(
        f"{address}/api/v1/query?" + urllib.parse.urlencode({"query": expression}), timeout=PATIENCE
    ) as answer:
        told = json.load(answer)
    assert told["status"] == "success"
    return told["data"]["result"]


def wait_for(address: str, expression: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if ask(address, expression):
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"no data for {expression}")


def substituted(expression: str) -> str:
    return expression.replace("$instance", ".*").replace("$__rate_interval", "1m")


@pytest.mark.parametrize("expression", expressions())
def test_every_panel_has_data(address: str, expression: str) -> None:
    found = ask(address, substituted(expression))
    assert found
    assert not re.search(r"\$\w", substituted(expression))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.get("alert") or rule["record"])
def test_every_rule_can_be_asked(address: str, rule: dict[str, Any]) -> None:
    found = ask(address, rule["expr"])
    assert found or "alert" in rule


def test_prometheus_evaluates_the_rules_without_an_error(address: str) -> None:
    with urllib.request.urlopen(f"{address}/api/v1/rules", timeout=PATIENCE) as answer:
        groups = json.load(answer)["data"]["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert len(rules) == len(RULES)
    assert {rule["health"] for rule in rules} == {"ok"}


def test_killed_workers_raise_an_alert(address: str) -> None:
    names = {alert["alert"] for alert in ALERTS}
    wait_for(address, 'ALERTS{alertname="MailsluiceWorkerKills"}')
    assert {found["metric"]["alertname"] for found in ask(address, "ALERTS")} <= names
