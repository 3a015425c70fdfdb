"""The OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gateway.api.operations import OPERATIONS
from tests.gateway.api.conftest import Client


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (str(each) for name, each in value.items() if name == "$ref")
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


async def test_it_needs_no_token_and_names_every_operation(client: Client) -> None:
    answer = await (await client()).get("/v1/openapi.json", headers={"authorization": ""})
    told = answer.json()
    assert told["openapi"].startswith("3.1") and answer.headers["content-type"] == "application/json"
    named = {(method.upper(), path) for path, methods in told["paths"].items() for method in methods}
    assert named == {(each.method, each.path) for each in OPERATIONS}
    ids = [each["operationId"] for methods in told["paths"].values() for each in methods.values()]
    assert len(set(ids)) == len(ids) == len(OPERATIONS)


async def test_what_it_points_to_is_in_it(client: Client) -> None:
    told = (await (await client()).get("/v1/openapi.json")).json()
    found = set(_references(told))
    assert found and found <= {f"#/components/schemas/{name}" for name in told["components"]["schemas"]}
    assert "$defs" not in json.dumps(told)
