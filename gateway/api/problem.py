"""What went wrong, for programs and for whoever reads their logs (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gateway.envelope import Refused

MEDIA = "application/problem+json"


class Problem(Exception):
    """An answer that is none. `detail` says what to do about it."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})

    def answer(self) -> Response:
        told = {"type": "about:blank", "title": HTTPStatus(self.status).phrase, "status": self.status, "detail": self.detail}
        return JSONResponse(told, self.status, self.headers, MEDIA)


async def told(request: Request, error: Exception) -> Response:
    """The answer to any error."""
    if isinstance(error, Problem):
        return error.answer()
    if isinstance(error, HTTPException):
        return Problem(error.status_code, f"{error.detail}. See /v1/openapi.json for what there is.", error.headers).answer()
    if isinstance(error, Refused):
        return Problem(503, "There is too much to do, or the store does not answer. Try again.", {"Retry-After": "10"}).answer()
    return Problem(500, "Something of ours broke; its log says what. Look at the message before you decide again.").answer()
