"""Signing in and out."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from gateway.console.signing_in import TooMany
from gateway.console.web import Console, Visit, ours, same, signed_in
from gateway.review.rights import Right

_VISITOR = "visitor"
"""A cookie whose value comes back in the form: nobody signs somebody else in (SECURITY WEB-006)."""
WRONG = "Name, password or code is wrong."
LATER = "Too many attempts. Try again in a quarter of an hour."


async def _form(request: Request) -> Response:
    return _shown(request, ours(request.query_params.get("next", "/")))


async def _submit(request: Request) -> Response:
    console: Console = request.app.state.console
    form = await request.form(max_files=0, max_fields=10, max_part_size=10_000)
    name, password, code, target, visitor = (
        str(form.get(field, "")) for field in ("name", "password", "code", "next", "visitor")
    )
    if not visitor or not same(visitor, request.cookies.get(_VISITOR, "")):
        return _shown(request, ours(target), "The page was too old. Try again.", 403)
    try:
        id = await console.signing_in.session(name, password, code, request.client.host if request.client else "")
    except TooMany:
        return _shown(request, ours(target), LATER, 429)
    if id is None:
        return _shown(request, ours(target), WRONG, 401)
    await console.desk.sessions.end(request.cookies.get(console.cookie, ""))
    answer = RedirectResponse(ours(target), 303)
    answer.set_cookie(console.cookie, id, httponly=True, samesite="strict", secure=console.secure, path="/")
    answer.delete_cookie(_VISITOR, httponly=True, samesite="strict", secure=console.secure)
    return answer


def _shown(request: Request, target: str, wrong: str = "", status: int = 200) -> Response:
    console: Console = request.app.state.console
    visitor = secrets.token_urlsafe(24)
    text = console.templates.get_template("sign_in.html").render(target=target, wrong=wrong, visitor=visitor)
    answer = HTMLResponse(text, status)
    answer.set_cookie(_VISITOR, visitor, 3_600, httponly=True, samesite="strict", secure=console.secure)
    return answer


async def _out(visit: Visit) -> Response:
    await visit.desk.sessions.end(visit.request.cookies.get(visit.console.cookie, ""))
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(visit.console.cookie, httponly=True, samesite="strict", secure=visit.console.secure)
    return answer


ROUTES = (
    Route("/sign-in", _form, methods=["GET"]),
    Route("/sign-in", _submit, methods=["POST"]),
    Route("/sign-out", signed_in(Right.LOOK, _out), methods=["POST"]),
)
