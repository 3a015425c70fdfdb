"""A rule's manual, for whoever wonders why."""

from __future__ import annotations

import inspect
import sys

from starlette.responses import Response
from starlette.routing import Route

from gateway.console.section import Section
from gateway.console.web import Visit, not_found, signed_in
from gateway.review.rights import Right


async def _rule(visit: Visit) -> Response:
    rule = visit.desk.look.rules.get(visit.request.path_params["name"])
    if rule is None:
        raise not_found()
    return visit.page("rule.html", rule=rule, manual=inspect.getdoc(sys.modules[rule.check.__module__]) or "")


SECTION = Section("Rules", "", Right.LOOK, (Route("/rules/{name:path}", signed_in(Right.LOOK, _rule)),))
