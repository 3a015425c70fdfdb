"""The API as an ASGI application, and what stands before it and the console."""

from __future__ import annotations

import json

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.api.callers import Callers
from gateway.api.openapi import document
from gateway.api.operation import JSON, Api
from gateway.api.operations import OPERATIONS
from gateway.api.problem import Problem, told
from gateway.api.rate import Rate
from gateway.envelope import Refused
from gateway.review.desk import Desk
from gateway.store.tokens import Tokens

_DOCUMENT = json.dumps(document(OPERATIONS)).encode("ascii")
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}


def make_api(desk: Desk, tokens: Tokens, rate: Rate | None = None) -> Starlette:
    """It looks at no cookie and lets no other site's page read an answer: a token is all that counts."""
    app = Starlette(
        routes=[
            Route("/v1/openapi.json", _openapi, methods=["GET"]),
            *(Route(each.path, each.__call__, methods=[each.method]) for each in OPERATIONS),
        ],
        middleware=[Middleware(_Headers)],
        exception_handlers={HTTPException: told, Refused: told, Problem: told, Exception: told},
    )
    app.router.redirect_slashes = False
    app.state.api = Api(desk, Callers(tokens, rate or Rate()))
    return app


async def _openapi(request: Request) -> Response:
    return Response(_DOCUMENT, media_type=JSON)


class Front:
    """The API's paths go to the API, all others to the console: its forms and cookies mean nothing there."""

    def __init__(self, api: ASGIApp, console: ASGIApp) -> None:
        self._api = api
        self._console = console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and scope["path"].startswith("/v1/")
        await (self._api if ours else self._console)(scope, receive, send)


class _Headers:
    """Middleware: every answer carries _HEADERS."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, sent)
