"""The OpenAPI 3.1 document, made from the declarations that validate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from inspect import getdoc
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from gateway.api.operation import JSON, MESSAGE, Operation
from gateway.api.problem import MEDIA
from gateway.version import VERSION

_REFERENCE = "#/components/schemas/{model}"
_SEGMENT = re.compile(r"{(\w+)}")
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do about it."},
    },
}


def document(operations: Iterable[Operation]) -> dict[str, Any]:
    """The document of these operations."""
    all_ = tuple(operations)
    models: list[tuple[type[BaseModel], Any]] = [(each.answer, "serialization") for each in all_]
    models += [(each.body, "validation") for each in all_ if each.body]
    references, schemas = models_json_schema(models, ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for each in all_:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, references)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Mailsluice", "version": VERSION, "description": "Check mail, and decide about mail that is held."},
        "paths": paths,
        "components": {
            "schemas": {**schemas["$defs"], "Problem": _PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(each: Operation, references: dict[Any, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": each.name,
        "summary": each.summary,
        "description": f"{getdoc(each.handler) or ''} Scope: `{each.scope}`.".strip(),
        "security": [{"token": [each.scope.value]}],
        "parameters": [*_path(each), *_query(each), *_condition(each)],
        "responses": {
            "200": _ok(each, references),
            "default": {
                "description": "A problem",
                "content": {MEDIA: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}},
            },
        },
    }
    if each.body:
        content: dict[str, Any] = {JSON: {"schema": references[each.body, "validation"]}}
        if each.takes_message:
            content[MESSAGE] = {"schema": {"type": "string", "contentMediaType": MESSAGE}}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _ok(each: Operation, references: dict[Any, Any]) -> dict[str, Any]:
    return {"description": "Done", "content": {JSON: {"schema": references[each.answer, "serialization"]}}}


def _path(each: Operation) -> list[dict[str, Any]]:
    names = _SEGMENT.findall(each.path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query(each: Operation) -> list[dict[str, Any]]:
    if each.query is None:
        return []
    schema = TypeAdapter(each.query).json_schema()
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": told, "description": told.get("description", "")}
        for name, told in schema["properties"].items()
    ]


def _condition(each: Operation) -> list[dict[str, Any]]:
    if not each.conditional:
        return []
    about = "The ETag of GET /v1/held/{id}."
    return [{"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}, "description": about}]
