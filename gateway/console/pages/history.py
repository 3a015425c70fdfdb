"""History: everything that was written about an order or to a buyer, and its export as evidence."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from filters.detect.marketplace import buyer_of
from gateway.console.downloads import download
from gateway.console.section import Section
from gateway.console.web import Visit, not_found, signed_in
from gateway.evidence.handing import handed_out
from gateway.review.rights import Right

MOST = 200
"""Messages that are shown."""


async def _history(visit: Visit) -> Response:
    about = _about(visit)
    found = await visit.desk.history.found(about, visit.person.accounts, MOST) if about else []
    return visit.page("history.html", about=about, found=found, full=len(found) == MOST)


async def _evidence(visit: Visit) -> Response:
    """All that is on record about the order, as a file; who took it is recorded."""
    order, person = _about(visit), visit.person
    found = [it for it in await visit.desk.records(order) if person.sees(str(_account(it.data)))]
    if not found:
        raise not_found()
    zipped = await handed_out(visit.desk.audit, "order", order, person.name, found)
    return download(zipped, f"evidence-{order}.zip")


def _account(data: dict[str, dict[str, str]]) -> str:
    return (data.get("message") or data.get("held") or {}).get("account", "")


def _about(visit: Visit) -> str:
    """The order id or the buyer's alias that was asked for."""
    text = visit.field("about", 200).strip()
    return buyer_of([text]) or text


SECTION = Section(
    "History",
    "/history",
    Right.LOOK,
    (
        Route("/history", signed_in(Right.LOOK, _history)),
        Route("/history/evidence", signed_in(Right.AUDIT, _evidence), methods=["POST"]),
    ),
    key="h",
)
