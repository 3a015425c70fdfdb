"""What holds for every answer and every request of the console, whatever page it is."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 4_000_000
"""Octets of a request."""
BODY_SECONDS = 30.0

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""An answer that brings its own keeps it. With no-referrer browsers would not say either where a form comes from."""

MAIL_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; "
    "base-uri 'none'"
)
"""For a document made of a mail: an origin of its own, nothing runs, nothing loads, nothing is sent (SECURITY WEB-001)."""

_UNSAFE = frozenset(("POST", "PUT", "PATCH", "DELETE"))


class TooLong(Exception):
    """The request is longer than BODY."""


class Guard:
    """Middleware: the host is ours, forms come from our own pages, requests are bounded, and answers carry HEADERS.

    origins  scheme, host and port the console is reached under
    """

    def __init__(self, app: ASGIApp, origins: frozenset[str]) -> None:
        self._app = app
        self._origins = origins
        self._hosts = frozenset(urlsplit(origin).netloc for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope["method"], Headers(scope=scope))
        if refusal:
            await refusal(scope, receive, _with_headers(send))
            return
        try:
            await self._app(scope, _bounded(receive), _with_headers(send))
        except TooLong:
            await PlainTextResponse("too long", 413)(scope, receive, _with_headers(send))
        except TimeoutError:
            await PlainTextResponse("too slow", 408)(scope, receive, _with_headers(send))

    def _refusal(self, method: str, headers: Mapping[str, str]) -> PlainTextResponse | None:
        if headers.get("host", "") not in self._hosts:
            return PlainTextResponse("this is not the host you are looking for", 421)
        if method not in _UNSAFE:
            return None if method in ("GET", "HEAD") else PlainTextResponse("no such method", 405)
        if not self._from_us(headers):
            return PlainTextResponse("this request does not come from the console", 403)
        length = headers.get("content-length", "0")
        return PlainTextResponse("too long", 413) if not length.isdigit() or int(length) > BODY else None

    def _from_us(self, headers: Mapping[str, str]) -> bool:
        """Browsers say where a form comes from; what says nothing is no browser that anybody signed in with."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is None and origin is None:
            return False
        return site in (None, "same-origin") and origin in (None, *self._origins)


def _bounded(receive: Receive) -> Receive:
    """A body of at most BODY octets, in at most BODY_SECONDS."""
    left, whole = BODY, False
    until = asyncio.get_running_loop().time() + BODY_SECONDS

    async def counted() -> Message:
        nonlocal left, whole
        async with asyncio.timeout_at(None if whole else until):
            message = await receive()
        whole = not message.get("more_body", False)
        left -= len(message.get("body", b""))
        if left < 0:
            raise TooLong
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent
