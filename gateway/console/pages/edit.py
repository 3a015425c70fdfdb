"""Writing a message anew: checked while somebody types, sent as it was checked last."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from gateway.console.pages.decide import after
from gateway.console.pages.message import opened
from gateway.console.section import Section
from gateway.console.web import Visit, not_found, signed_in
from gateway.review.reader import Unreadable
from gateway.review.rights import Right
from gateway.review.values import Outcome, Preview

_LONGEST = 200_000
"""Characters of a text."""


async def _edit(visit: Visit) -> Response:
    found = await opened(visit)
    if not found.waits or not found.mine:
        return visit.go(f"/messages/{found.id}", "It is not yours to edit.")
    try:
        shown = await visit.desk.look.shown(found)
    except Unreadable as error:
        return visit.go(f"/messages/{found.id}", str(error))
    preview = await visit.desk.edit.preview(found, {})
    return visit.page(
        "edit.html", it=found, shown=shown, back=visit.request.url.query, **_told(preview), rules=visit.desk.look.rules
    )


async def _preview(visit: Visit) -> Response:
    """What the policy says of the texts as they stand now."""
    found = await opened(visit)
    preview = await visit.desk.edit.preview(found, texts(visit))
    return HTMLResponse(visit.part("preview.html", it=found, **_told(preview), rules=visit.desk.look.rules))


async def _release(visit: Visit) -> Response:
    id = str(visit.request.path_params["id"])[:40]
    seen, reason = visit.field("seen"), visit.field("reason", 10_000)
    outcome = await visit.desk.edit.release(visit.person, id, texts(visit), seen, reason)
    if outcome.settled:
        return after(visit, id, outcome)
    return await _again(visit, outcome)


async def _again(visit: Visit, outcome: Outcome) -> Response:
    """The editor with what was written still in it, and why it was not sent."""
    found = await opened(visit)
    if not found.waits:
        raise not_found()
    shown = await visit.desk.look.shown(found)
    written = texts(visit)
    told = _told(await visit.desk.edit.preview(found, written))
    return visit.page(
        "edit.html",
        409,
        it=found,
        shown=shown,
        back=visit.field("back"),
        rules=visit.desk.look.rules,
        written=written,
        refused=outcome.text,
        **told,
    )


def texts(visit: Visit) -> dict[int, str]:
    """The texts in the form, by their numbers."""
    fields = ((name.removeprefix("text-"), value) for name, value in visit.form.items() if name.startswith("text-"))
    return {
        int(number): value[:_LONGEST]
        for number, value in fields
        if number.isascii() and number.isdigit() and len(number) < 6 and isinstance(value, str)
    }


def _told(preview: Preview | Outcome) -> dict[str, Any]:
    if isinstance(preview, Preview):
        return {"preview": preview, "problem": ""}
    return {"preview": None, "problem": preview.text}


SECTION = Section(
    "Edit",
    "",
    Right.DECIDE,
    (
        Route("/messages/{id}/edit", signed_in(Right.DECIDE, _edit), methods=["GET"]),
        Route("/messages/{id}/edit", signed_in(Right.DECIDE, _release), methods=["POST"]),
        Route("/messages/{id}/preview", signed_in(Right.DECIDE, _preview), methods=["POST"]),
    ),
)
