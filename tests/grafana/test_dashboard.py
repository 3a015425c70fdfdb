"""The dashboard is one Grafana can load, and every metric it shows exists."""

import itertools
import json
from typing import Any

import pytest
import yaml

from tests.grafana.observed_names import GRAFANA, described, used

DASHBOARD: dict[str, Any] = json.loads((GRAFANA / "dashboards/mailsluice.json").read_text())
PANELS: list[dict[str, Any]] = DASHBOARD["panels"]
SHOWN = [panel for panel in PANELS if panel["type"] != "row"]


def expressions() -> list[str]:
    return [target["expr"] for panel in SHOWN for target in panel["targets"]]


@pytest.mark.parametrize("expression", expressions())
def test_every_metric_shown_exists(expression: str) -> None:
    assert used(expression)
    assert used(expression) <= described().keys()


def test_every_metric_is_shown_somewhere() -> None:
    assert set().union(*map(used, expressions())) == described().keys()


@pytest.mark.parametrize("panel", SHOWN, ids=lambda panel: panel["title"])
def test_a_panel_says_what_it_shows_and_follows_the_variables(panel: dict[str, Any]) -> None:
    assert panel["title"]
    assert panel["description"]
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
    for target in panel["targets"]:
        assert target["datasource"] == panel["datasource"]
        assert 'instance=~"$instance"' in target["expr"]


def test_panels_have_numbers_of_their_own() -> None:
    numbers = [panel["id"] for panel in PANELS]
    assert len(set(numbers)) == len(numbers)


def test_panels_lie_on_the_grid_and_never_on_each_other() -> None:
    boxes = [panel["gridPos"] for panel in PANELS]
    assert all(box["x"] >= 0 and box["x"] + box["w"] <= 24 for box in boxes)
    for one, other in itertools.combinations(boxes, 2):
        apart = (
            one["x"] + one["w"] <= other["x"]
            or other["x"] + other["w"] <= one["x"]
            or one["y"] + one["h"] <= other["y"]
            or other["y"] + other["h"] <= one["y"]
        )
        assert apart, (one, other)


def test_data_source_and_gateway_can_be_chosen() -> None:
    variables = {variable["name"]: variable["type"] for variable in DASHBOARD["templating"]["list"]}
    assert variables == {"datasource": "datasource", "instance": "query"}


def test_provisioning_names_a_data_source_and_a_place() -> None:
    source = yaml.safe_load((GRAFANA / "provisioning/datasources/prometheus.yaml").read_text())
    provider = yaml.safe_load((GRAFANA / "provisioning/dashboards/mailsluice.yaml").read_text())
    assert source["apiVersion"] == provider["apiVersion"] == 1
    assert source["datasources"][0]["type"] == "prometheus"
    assert provider["providers"][0]["options"]["path"] in (GRAFANA / "README.md").read_text()
