"""One decision about many messages: first what it would do to each, then the doing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from starlette.responses import Response
from starlette.routing import Route

from gateway.console.section import Section
from gateway.console.web import Visit, not_found, signed_in
from gateway.review.rights import Right
from gateway.review.values import CLEANED, Outcome
from gateway.store.held_message import State
from gateway.store.queue import Listed

MOST = 500
"""Messages that are decided about at once."""


async def _kind(visit: Visit) -> Response:
    """All messages of a kind; those that differ from the others are not chosen beforehand."""
    template = visit.request.path_params["template"][:64]
    items = await visit.desk.look.alike(visit.person, template, MOST)
    if not items:
        return visit.go("/queue", "None of this kind waits any more.")
    return _shown(visit, items)


async def _selected(visit: Visit) -> Response:
    """What was chosen in the queue."""
    ids = _ids(visit)
    items = [item for item in await visit.desk.look.queue.listed(ids, visit.person.accounts) if item.state is State.HELD]
    if not items:
        return visit.go("/queue", "Choose messages first.")
    return _shown(visit, items)


def _shown(visit: Visit, items: Sequence[Listed]) -> Response:
    usual = Counter(item.rules for item in items).most_common(1)[0][0]
    return visit.page(
        "bulk.html", items=items, exceptions=_exceptions(visit, items, usual), usual=usual, action=visit.field("action")
    )


def _exceptions(visit: Visit, items: Sequence[Listed], usual: tuple[str, ...]) -> dict[str, str]:
    """Why a message is not like the others, by its id."""
    found, now = {}, datetime.now(UTC)
    for item in items:
        if item.taken(visit.person.name, now):
            found[item.id] = f"{item.claimed_by} has it open"
        elif item.rules != usual:
            found[item.id] = f"held by {', '.join(item.rules) or 'nothing'}"
    return found


async def _decide(visit: Visit) -> Response:
    action, reason = visit.field("action"), visit.field("reason", 10_000)
    if action not in ("release", "reject"):
        raise not_found()
    outcomes = [(id, await _one(visit, id, action, reason)) for id in _ids(visit)]
    listed = {item.id: item for item in await visit.desk.look.queue.listed([id for id, _ in outcomes], visit.person.accounts)}
    return visit.page("bulk_done.html", outcomes=outcomes, listed=listed, done=sum(outcome.done for _, outcome in outcomes))


async def _one(visit: Visit, id: str, action: str, reason: str) -> Outcome:
    if action == "reject":
        return await visit.desk.decide.reject(visit.person, id, reason)
    found = await visit.desk.look.open(visit.person, id)
    seen = found.sha256(CLEANED) if found else ""
    return await visit.desk.decide.release(visit.person, id, CLEANED, seen, reason)


def _ids(visit: Visit) -> list[str]:
    return list(dict.fromkeys(value[:40] for value in visit.form.getlist("id") if isinstance(value, str)))[:MOST]


SECTION = Section(
    "Several",
    "",
    Right.DECIDE,
    (
        Route("/kinds/{template}", signed_in(Right.DECIDE, _kind)),
        Route("/several", signed_in(Right.DECIDE, _selected), methods=["POST"]),
        Route("/several/decide", signed_in(Right.DECIDE, _decide), methods=["POST"]),
    ),
)
