"""Rules use metrics that exist, tell what to do, and each alert is tried; the README lists every metric."""

import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from gateway.settings import Http
from tests.grafana.observed_names import GRAFANA, described, used

PROMETHEUS = GRAFANA / "prometheus"
GROUPS: list[dict[str, Any]] = yaml.safe_load((PROMETHEUS / "rules.yml").read_text())["groups"]
RULES = [rule for group in GROUPS for rule in group["rules"]]
ALERTS = [rule for rule in RULES if "alert" in rule]
PROMTOOL = shutil.which("promtool")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.get("alert") or rule["record"])
def test_every_metric_in_a_rule_exists(rule: dict[str, Any]) -> None:
    assert used(rule["expr"]) <= described().keys()


def test_every_recorded_series_in_a_rule_is_recorded() -> None:
    recorded = {rule["record"] for rule in RULES if "record" in rule}
    asked = {name for rule in RULES for name in re.findall(r"\w+:mailsluice_\w+:\w+", rule["expr"])}
    assert asked <= recorded


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert["alert"])
def test_an_alert_says_how_bad_it_is_and_what_to_do(alert: dict[str, Any]) -> None:
    assert alert["labels"]["severity"] in {"critical", "warning", "info"}
    assert alert["annotations"].keys() == {"summary", "description", "runbook"}
    assert alert["annotations"]["runbook"].startswith("1. ")


def test_every_alert_is_made_to_fire_by_the_unit_tests() -> None:
    tests = (PROMETHEUS / "tests.yml").read_text()
    assert set(re.findall(r'alertname="(\w+)"', tests)) == {alert["alert"] for alert in ALERTS}


def test_the_readme_lists_every_metric_with_its_type() -> None:
    rows = re.findall(r"^\| `(mailsluice_\w+)` \| (\w+) \|", (GRAFANA / "README.md").read_text(), re.MULTILINE)
    assert dict(rows) == described()
    assert len(rows) == len(dict(rows))


def test_prometheus_asks_where_the_gateway_listens() -> None:
    jobs = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())["scrape_configs"]
    assert jobs[0]["static_configs"][0]["targets"] == [Http().listen]
    assert Http().listen in (GRAFANA / "README.md").read_text()


@pytest.mark.peer
@pytest.mark.skipif(not PROMTOOL, reason="promtool is not installed")
@pytest.mark.parametrize(
    "arguments", [("check", "rules", "rules.yml"), ("check", "config", "prometheus.yml"), ("test", "rules", "tests.yml")]
)
def test_promtool_is_content(arguments: tuple[str, ...]) -> None:
    done = subprocess.run([PROMTOOL, *arguments], cwd=PROMETHEUS, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
