"""What every page works with: who asks, what may be asked, and how the answer is made."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gateway.console.guard import BODY
from gateway.console.signing_in import SigningIn
from gateway.review.desk import Desk
from gateway.review.rights import Right, may
from gateway.store.person import Person, Session

_SAID = "said"
"""The cookie that carries one sentence to the next page."""


@dataclass(frozen=True, slots=True)
class Console:
    """What all pages share. `secure`: it is reached by HTTPS."""

    desk: Desk
    signing_in: SigningIn
    templates: Environment
    sections: tuple[Any, ...]
    secure: bool

    @property
    def cookie(self) -> str:
        """The session cookie's name; the prefix keeps other hosts and plain HTTP from setting it (RFC 6265bis 4.1.3)."""
        return "__Host-session" if self.secure else "session"


class Visit:
    """A request of somebody who has signed in. `form` is empty but for POST."""

    def __init__(self, request: Request, console: Console, session: Session, form: FormData) -> None:
        self.request = request
        self.console = console
        self.session = session
        self.form = form

    @property
    def person(self) -> Person:
        return self.session.person

    @property
    def desk(self) -> Desk:
        return self.console.desk

    def field(self, name: str, limit: int = 1_000) -> str:
        """A field of the form, or of the address where there is no form; '' where it is missing."""
        value = self.form.get(name) if self.request.method == "POST" else self.request.query_params.get(name)
        return value[:limit] if isinstance(value, str) else ""

    def may(self, right: str) -> bool:
        return may(self.person, Right(right))

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A whole page."""
        said = unquote(self.request.cookies.get(_SAID, ""))
        answer = HTMLResponse(self.part(template, said=said, **values), status)
        if said:
            answer.delete_cookie(_SAID, httponly=True, samesite="strict", secure=self.console.secure)
        return answer

    def part(self, template: str, **values: Any) -> str:
        """A template's text."""
        known = {"visit": self, "person": self.person, "csrf": self.session.csrf, "now": datetime.now(UTC)}
        return self.console.templates.get_template(template).render(**{"said": "", **known, **values})

    def go(self, path: str, said: str = "") -> Response:
        """To another page of ours, with a sentence to show there."""
        answer = RedirectResponse(path, 303)
        if said:
            answer.set_cookie(_SAID, quote(said[:500]), 60, httponly=True, samesite="strict", secure=self.console.secure)
        return answer


Handler = Callable[[Request], Awaitable[Response]]


def signed_in(right: Right, handler: Callable[[Visit], Awaitable[Response]]) -> Handler:
    """A handler for people with a right. A form without the session's token is refused."""

    @wraps(handler)
    async def handled(request: Request) -> Response:
        console: Console = request.app.state.console
        session = await console.desk.sessions.find(request.cookies.get(console.cookie, ""))
        if session is None:
            return _to_sign_in(request)
        form = await _form(request)
        if request.method == "POST" and not same(str(form.get("csrf", "")), session.csrf):
            raise HTTPException(403, "This form is not from this session. Go back, load the page again and repeat.")
        if not may(session.person, right):
            raise HTTPException(403, f"A {session.person.role} may not do this.")
        return await handler(Visit(request, console, session, form))

    return handled


async def _form(request: Request) -> FormData:
    return await request.form(max_files=1, max_fields=5_000, max_part_size=BODY) if request.method == "POST" else FormData()


def same(one: str, other: str) -> bool:
    """Whether two secrets are, in a time that tells nothing."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _to_sign_in(request: Request) -> Response:
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    target = request.url.path if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?next={quote(target)}", 303)


def ours(path: str) -> str:
    """A path of ours to go to, `/` where it is anything else (`//evil.example`, `https:…`, `/\\evil`)."""
    plain = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if plain else "/"


def not_found() -> HTTPException:
    """The same for what is not there and for what may not be seen."""
    return HTTPException(404, "There is no such page, or it is not yours to see.")
