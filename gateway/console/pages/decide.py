"""Decisions about one message; each is a form."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from gateway.console.section import Section
from gateway.console.web import Visit, signed_in
from gateway.review.rights import Right
from gateway.review.values import Outcome


async def _release(visit: Visit) -> Response:
    form, seen, reason = visit.field("form"), visit.field("seen"), visit.field("reason", 10_000)
    return _after(visit, await visit.desk.decide.release(visit.person, _id(visit), form, seen, reason))


async def _reject(visit: Visit) -> Response:
    return _after(visit, await visit.desk.decide.reject(visit.person, _id(visit), visit.field("reason", 10_000)))


async def _hand_on(visit: Visit) -> Response:
    return _after(visit, await visit.desk.decide.hand_on(visit.person, _id(visit), visit.field("to")))


async def _comment(visit: Visit) -> Response:
    return _after(visit, await visit.desk.decide.comment(visit.person, _id(visit), visit.field("text", 20_000)), "comments")


async def _judge(visit: Visit) -> Response:
    number = visit.field("number")
    known = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else -1
    outcome = await visit.desk.decide.judge(visit.person, _id(visit), known, visit.field("opinion"))
    return _after(visit, outcome, f"finding-{known}")


def _id(visit: Visit) -> str:
    return str(visit.request.path_params["id"])[:40]


def _after(visit: Visit, outcome: Outcome, place: str = "") -> Response:
    return after(visit, _id(visit), outcome, place)


def after(visit: Visit, id: str, outcome: Outcome, place: str = "") -> Response:
    """On to the next message where this one is settled, else back to a place in it; the queue stays narrowed as it was."""
    query = visit.field("back")
    if outcome.settled:
        return visit.go(f"/queue/next?{query}", outcome.text)
    return visit.go(f"/messages/{id}?{query}#{place}" if place else f"/messages/{id}?{query}", outcome.text)


SECTION = Section(
    "Decide",
    "",
    Right.LOOK,
    (
        Route("/messages/{id}/release", signed_in(Right.DECIDE, _release), methods=["POST"]),
        Route("/messages/{id}/reject", signed_in(Right.DECIDE, _reject), methods=["POST"]),
        Route("/messages/{id}/hand-on", signed_in(Right.DECIDE, _hand_on), methods=["POST"]),
        Route("/messages/{id}/comment", signed_in(Right.LOOK, _comment), methods=["POST"]),
        Route("/messages/{id}/judge", signed_in(Right.DECIDE, _judge), methods=["POST"]),
    ),
)
