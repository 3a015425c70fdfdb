"""The names of all metrics as the code has them, and those that an expression uses."""

import asyncio
import re
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from gateway.exposition import Exposition, configure
from gateway.metrics import Metrics

GRAFANA = Path(__file__).parents[2] / "grafana"


def described() -> dict[str, str]:
    """Metric name to type, as a scrape of the code shows them."""
    configure(None)
    registry = CollectorRegistry()
    Metrics(registry, "1.2.3")
    text = asyncio.run(Exposition(registry, _none, lambda: "d1g3st").render())
    return {
        family.name + ("_total" if family.type == "counter" else ""): family.type
        for family in text_string_to_metric_families(text.decode())
    }


async def _none() -> tuple[int, datetime | None]:
    return 0, None


def used(expression: str) -> set[str]:
    """Our metrics in a PromQL expression, histogram suffixes removed; recorded series (with colons) are not metrics."""
    names = re.findall(r"(?<![:\w\"])mailsluice_\w+(?!\w*:)", expression)
    return {re.sub(r"_(bucket|count|sum)$", "", name) for name in names}
