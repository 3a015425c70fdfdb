"""The console as an ASGI application."""

from __future__ import annotations

from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from gateway.console import sign_in
from gateway.console.guard import Guard
from gateway.console.sections import SECTIONS
from gateway.console.signing_in import SigningIn
from gateway.console.templates import environment
from gateway.console.web import Console
from gateway.envelope import Refused
from gateway.review.desk import Desk


def make_app(desk: Desk, origins: frozenset[str]) -> Starlette:
    """`origins`: scheme, host and port the console is reached under, such as `https://review.example`."""
    secure = all(origin.startswith("https:") for origin in origins)
    console = Console(desk, SigningIn(desk.people, desk.sessions), environment(), SECTIONS, secure)
    app = Starlette(
        routes=[
            Mount("/static", StaticFiles(directory=str(files("gateway.console") / "static")), name="static"),
            *sign_in.ROUTES,
            *(route for section in SECTIONS for route in section.routes),
        ],
        middleware=[Middleware(Guard, origins=origins)],
        exception_handlers={HTTPException: _told, Refused: _refused, Exception: _broken},
    )
    app.state.console = console
    return app


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _page(request, error.status_code, error.detail)


async def _refused(request: Request, error: Exception) -> Response:
    """The store does not work."""
    return _page(request, 503, "The store does not answer. Nothing has been decided; try again.")


async def _broken(request: Request, error: Exception) -> Response:
    """An error of ours; its text is not for whoever asks."""
    return _page(request, 500, "Something of ours broke. Nothing has been decided; try again.")


def _page(request: Request, status: int, text: str) -> Response:
    template = request.app.state.console.templates.get_template("error.html")
    return HTMLResponse(template.render(status=status, text=text), status)
