"""Statistics: volumes, rules, false alarms and times, as pictures with the figures beside them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from starlette.responses import Response
from starlette.routing import Route

from gateway.console.section import Section
from gateway.console.web import Visit, signed_in
from gateway.review.rights import Right
from gateway.store.statistics import Figures

SPANS = (7, 30, 90)
"""Days that can be looked at."""
WIDTH, HEIGHT = 720, 180
"""Of the picture, in its own units."""
_ORDER = ("forward", "hold", "reject")


class Bar(NamedTuple):
    """A rectangle of the picture; `kind` is the outcome it stands for."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str


async def _statistics(visit: Visit) -> Response:
    days = next((span for span in SPANS if str(span) == visit.field("days", 3)), 30)
    until = datetime.now(UTC)
    since = (until - timedelta(days=days - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
    figures = await visit.desk.statistics.figures(since, until, visit.person.accounts)
    most = max((rule.stopped for rule in figures.rules), default=0)
    return visit.page(
        "statistics.html", figures=figures, days=days, spans=SPANS, bars=bars(figures), width=WIDTH, height=HEIGHT, most=most
    )


def bars(figures: Figures) -> list[Bar]:
    """A stack for each day: sent below, held, rejected on top; the highest day takes the whole height."""
    most = max((sum(day.values()) for _, day in figures.days), default=0)
    step = WIDTH / max(len(figures.days), 1)
    found = []
    for number, (date, day) in enumerate(figures.days):
        below = 0.0
        for kind in _ORDER:
            height = HEIGHT * day.get(kind, 0) / most if most else 0.0
            if height:
                title = f"{date.isoformat()}: {day[kind]} {kind}"
                found.append(
                    Bar(
                        round(number * step + 1, 2),
                        round(HEIGHT - below - height, 2),
                        round(step - 2, 2),
                        round(height, 2),
                        kind,
                        title,
                    )
                )
            below += height
    return found


SECTION = Section("Statistics", "/statistics", Right.LOOK, (Route("/statistics", signed_in(Right.LOOK, _statistics)),), key="s")
