"""What the queue is narrowed to, as it stands in the address of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from gateway.store.held_message import State
from gateway.store.queue import Listed, Place, Search

FIELDS = ("q", "rule", "account", "state", "older", "mine")
_ORDER = re.compile(r"\d{3}-\d{5,7}(?:-\d{1,7})?|\d{3}-\d{0,6}")
_STATES = {"": State.HELD, "all": "", **{str(state): str(state) for state in State}}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`given`: the fields of the form, by name; `place`: where the page begins."""

    given: dict[str, str]
    search: Search
    place: Place | None

    @property
    def query(self) -> str:
        """For links to pages that keep it, without the place."""
        return urlencode({name: value for name, value in self.given.items() if value})

    def after(self, item: Listed) -> str:
        """For a link to what comes after an item."""
        place = f"{item.due_at.isoformat() if item.due_at else ''} {item.id}"
        return urlencode({**{name: value for name, value in self.given.items() if value}, "after": place})


def narrowing(params: QueryParams, name: str) -> Narrowing:
    """From an address; `name` is that of whoever asks. What makes no sense there narrows nothing."""
    given = {field: params.get(field, "")[:300].strip() for field in FIELDS}
    hours = given["older"] if given["older"].isascii() and given["older"].isdigit() else ""
    search = Search(
        state=_STATES.get(given["state"], State.HELD),
        rule=given["rule"],
        account=given["account"],
        assigned_to=name if given["mine"] else "",
        older=timedelta(hours=min(int(hours), 100_000)) if hours and len(hours) < 7 else None,
    )
    return Narrowing(given, _asked(search, given["q"]), _place(params.get("after", "")))


def _asked(search: Search, text: str) -> Search:
    """One box for everything: an order id, a sender's address, or words of the mail."""
    if _ORDER.fullmatch(text):
        return replace(search, order_id=text)
    return replace(search, sender=text) if "@" in text and " " not in text else replace(search, words=text)


def _place(text: str) -> Place | None:
    due, _, id = text.partition(" ")
    try:
        at = datetime.fromisoformat(due)
    except ValueError:
        return None
    return (at, id[:40]) if at.tzinfo else None
