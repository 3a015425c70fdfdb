"""An operation of the API: one declaration that validates what is asked and describes it (`openapi.py`)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from gateway.api.callers import Caller, Callers, Scope
from gateway.api.problem import Problem
from gateway.review.desk import Desk

JSON, MESSAGE = "application/json", "message/rfc822"
_LONGEST = {JSON: 4_000_000, MESSAGE: 15_000_000}
"""Octets of a body."""
_SECONDS = 30.0
_LARGE = 256_000
"""Octets of a body of which only a few are taken in at a time."""


@dataclass(frozen=True, slots=True)
class Api:
    """What all operations share."""

    desk: Desk
    callers: Callers
    large: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(4))


@dataclass(frozen=True, slots=True)
class Call:
    """A request whose caller, query and body are right. `raw`: a message that came as itself."""

    request: Request
    desk: Desk
    caller: Caller
    query: Any = None
    body: Any = None
    raw: bytes | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """The message of the path."""
        return str(self.request.path_params["id"])[:40]


@dataclass(frozen=True, slots=True)
class Operation:
    """`query`, `body`, `answer`: models. `takes_message`: the body may be a message instead. `conditional`: needs If-Match."""

    method: str
    path: str
    scope: Scope
    summary: str
    handler: Callable[[Call], Awaitable[BaseModel | Response]]
    answer: type[BaseModel]
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    takes_message: bool = False
    conditional: bool = False

    @property
    def name(self) -> str:
        """For `operationId`."""
        return self.handler.__name__

    async def __call__(self, request: Request) -> Response:
        api: Api = request.app.state.api
        caller = await api.callers.of(request.headers.get("authorization", ""), self.scope)
        query = _query(self.query, request)
        large = int(length) > _LARGE if (length := request.headers.get("content-length", "")).isdigit() else True
        if self.body is None or not large:
            return await self._answer(api, request, caller, query)
        async with api.large:
            return await self._answer(api, request, caller, query)

    async def _answer(self, api: Api, request: Request, caller: Caller, query: Any) -> Response:
        body, raw = (None, None) if self.body is None else await self._body(request, self.body)
        answer = await self.handler(Call(request, api.desk, caller, query, body, raw))
        return answer if isinstance(answer, Response) else told(answer)

    async def _body(self, request: Request, model: type[BaseModel]) -> tuple[BaseModel | None, bytes | None]:
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        wanted = (JSON, MESSAGE) if self.takes_message else (JSON,)
        if media not in wanted:
            raise Problem(415, f"Send it as {' or '.join(wanted)}.")
        content = await _read(request, _LONGEST[media])
        if media == MESSAGE:
            return None, content
        try:
            return model.model_validate_json(content, strict=True), None
        except ValidationError as error:
            raise Problem(422, _wrong(error)) from None


def told(answer: BaseModel, headers: dict[str, str] | None = None) -> Response:
    """An answer as JSON in ASCII, so that nothing in it can be taken for anything else."""
    return Response(json.dumps(answer.model_dump(mode="json")), headers=headers, media_type=JSON)


def _query(model: type[BaseModel] | None, request: Request) -> Any:
    given = request.query_params
    if model is None:
        if given:
            raise Problem(422, f"{next(iter(given))[:50]}: there is no such parameter.")
        return None
    values = {name: _value(model, name, given.getlist(name)) for name in given}
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise Problem(422, _wrong(error)) from None


def _value(model: type[BaseModel], name: str, values: list[str]) -> object:
    known = model.model_fields.get(name)
    if known is not None and known.annotation is not None and "tuple" in str(known.annotation):
        return values
    if len(values) > 1:
        raise Problem(422, f"{name[:50]}: give it once.")
    return values[0]


def _wrong(error: ValidationError) -> str:
    """The first thing that is wrong, without what was sent."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return f"{'.'.join(str(each)[:50] for each in first['loc'][:5]) or 'body'}: {first['msg'][:300]}"


async def _read(request: Request, longest: int) -> bytes:
    if (length := request.headers.get("content-length", "")).isdigit() and len(length) < 20 and int(length) > longest:
        raise _too_long(longest)
    pieces, size = [], 0
    try:
        async with asyncio.timeout(_SECONDS):
            async for piece in request.stream():
                size += len(piece)
                if size > longest:
                    raise _too_long(longest)
                pieces.append(piece)
    except TimeoutError:
        raise Problem(408, f"The body must come within {_SECONDS:.0f} seconds.") from None
    except ClientDisconnect:
        raise Problem(400, "The connection ended before the body did.") from None
    return b"".join(pieces)


def _too_long(longest: int) -> Problem:
    return Problem(413, f"A body of this kind has at most {longest} octets.", {"Connection": "close"})
