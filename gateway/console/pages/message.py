"""One held message: as the buyer would see it, with everything that speaks for and against it beside it."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from filters.showing.values import Shown
from gateway.console.downloads import download
from gateway.console.guard import MAIL_POLICY
from gateway.console.narrowing import narrowing
from gateway.console.section import Section
from gateway.console.web import Visit, not_found, signed_in
from gateway.review.reader import Unreadable
from gateway.review.rights import Right, may
from gateway.review.values import CLEANED, EDITED, ORIGINAL, Opened


async def opened(visit: Visit, claim: bool = True) -> Opened:
    """The message that the address names. Raises 404 where there is none that this person may see."""
    claim = claim and visit.may(Right.DECIDE)
    found = await visit.desk.look.open(visit.person, visit.request.path_params["id"][:40], claim)
    if found is None:
        raise not_found()
    return found


async def _message(visit: Visit) -> Response:
    found = await opened(visit)
    narrowed = narrowing(visit.request.query_params, visit.person.name)
    people = await visit.desk.people.list() if visit.may(Right.DECIDE) else []
    account = found.standing.account
    return visit.page(
        "message.html",
        it=found,
        id=found.id,
        waits=found.waits,
        claimed_by=found.standing.claimed_by,
        narrowed=narrowed,
        earlier=await visit.desk.look.earlier(found),
        route=await visit.desk.look.route(found),
        alike=await visit.desk.look.number_alike(visit.person, found),
        record=await visit.desk.look.record(found),
        colleagues=[
            other.name
            for other in people
            if other != visit.person and not other.disabled and may(other, Right.DECIDE) and other.sees(account)
        ],
        needs_two=visit.desk.decide.needs_two(found),
        rules=visit.desk.look.rules,
        forms={"cleaned": CLEANED, "original": ORIGINAL, "edited": EDITED},
        **await _shown(visit, found),
    )


async def _shown(visit: Visit, found: Opened) -> dict[str, Any]:
    """What there is to see; where the message cannot be read within the bounds, why not."""
    try:
        return {"shown": await visit.desk.look.shown(found), "unreadable": ""}
    except Unreadable as error:
        return {"shown": Shown((), (), (), (), (), (), (), (), (), (), (), ()), "unreadable": str(error)}


async def _html(visit: Visit) -> Response:
    """An HTML part, under headers that leave it nothing but its looks."""
    found = await opened(visit, claim=False)
    pages = (await _shown(visit, found))["shown"].pages
    number = int(visit.request.path_params["number"])
    if number >= len(pages) or not pages[number]:
        raise not_found()
    headers = {
        "content-security-policy": MAIL_POLICY,
        "x-frame-options": "SAMEORIGIN",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "unsafe-none",
    }
    return HTMLResponse(pages[number], headers=headers)


async def _raw(visit: Visit) -> Response:
    """The message as text, byte for byte."""
    found = await opened(visit, claim=False)
    return PlainTextResponse(found.message.envelope.raw)


async def _file(visit: Visit) -> Response:
    found = await opened(visit, claim=False)
    form = {"original": ORIGINAL, "sent": CLEANED, "edited": EDITED}.get(visit.request.path_params["form"], "")
    try:
        return download(found.content(form), f"{found.id}-{form}.eml")
    except KeyError:
        raise not_found() from None


async def _keep(visit: Visit) -> Response:
    """Keeps the claim for as long as the page is open, and tells who has it."""
    id = visit.request.path_params["id"][:40]
    standing = await visit.desk.look.keep(visit.person, id)
    if standing is None:
        raise not_found()
    return HTMLResponse(visit.part("claim.html", id=id, waits=standing.waits, claimed_by=standing.claimed_by))


SECTION = Section(
    "Message",
    "",
    Right.LOOK,
    (
        Route("/messages/{id}", signed_in(Right.LOOK, _message)),
        Route("/messages/{id}/html/{number:int}", signed_in(Right.LOOK, _html)),
        Route("/messages/{id}/raw", signed_in(Right.LOOK, _raw)),
        Route("/messages/{id}/{form}.eml", signed_in(Right.LOOK, _file)),
        Route("/messages/{id}/claim", signed_in(Right.DECIDE, _keep), methods=["POST"]),
    ),
)
