"""The queue: what waits, what is due first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from gateway.console.narrowing import Narrowing, narrowing
from gateway.console.section import Section
from gateway.console.web import Visit, signed_in
from gateway.review.rights import Right
from gateway.store.held_message import State
from gateway.store.queue import COUNTED, Listed

PAGE = 50
"""Messages on a page."""


async def _queue(visit: Visit) -> Response:
    narrowed = narrowing(visit.request.query_params, visit.person.name)
    items = await visit.desk.look.page(visit.person, narrowed.search, narrowed.place, PAGE + 1)
    return visit.page(
        "queue.html",
        items=items[:PAGE],
        more=narrowed.after(items[PAGE - 1]) if len(items) > PAGE else "",
        narrowed=narrowed,
        rules=await visit.desk.look.queue.rules(),
        states=list(State),
        found=f"{len(items)}" if _whole(items, narrowed) else await _number(visit, narrowed),
    )


def _whole(items: Sequence[Listed], narrowed: Narrowing) -> bool:
    """Whether the page shows everything there is, so that nothing need be counted."""
    return narrowed.place is None and len(items) <= PAGE and all(item.alike == 1 for item in items)


async def _count(visit: Visit) -> Response:
    """For the page to ask again and again: how many there are now."""
    narrowed = narrowing(visit.request.query_params, visit.person.name)
    shown = visit.part("count.html", found=await _number(visit, narrowed), narrowed=narrowed)
    return HTMLResponse(shown)


async def _next(visit: Visit) -> Response:
    """To the most urgent message that this person can do anything about, or to the queue where there is none."""
    narrowed = narrowing(visit.request.query_params, visit.person.name)
    now = datetime.now(UTC)
    items = await visit.desk.look.page(visit.person, narrowed.search, narrowed.place, PAGE)
    first = next((item for item in items if item.waits_for(visit.person.name, now)), None)
    return visit.go(f"/messages/{first.id}?{narrowed.query}" if first else f"/queue?{narrowed.query}")


async def _number(visit: Visit, narrowed: Narrowing) -> str:
    number = await visit.desk.look.count(visit.person, narrowed.search)
    return f"more than {COUNTED:,}" if number > COUNTED else f"{number:,}"


async def _home(request: Request) -> Response:
    return RedirectResponse("/queue", 303)


SECTION = Section(
    "Queue",
    "/queue",
    Right.LOOK,
    (
        Route("/", _home),
        Route("/queue", signed_in(Right.LOOK, _queue)),
        Route("/queue/count", signed_in(Right.LOOK, _count)),
        Route("/queue/next", signed_in(Right.LOOK, _next)),
    ),
    key="q",
)
