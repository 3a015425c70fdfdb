"""History: what was written about an order or to a buyer."""

from __future__ import annotations

from dataclasses import asdict

from filters.detect.marketplace import buyer_of
from gateway.api import answered
from gateway.api.asked import HistoryFilter
from gateway.api.operation import Call


async def list_history(call: Call) -> answered.HistoryPage:
    """The newest first."""
    asked: HistoryFilter = call.query
    person = call.caller.person
    accounts = person.accounts
    if asked.account:
        accounts = (asked.account,) if person.sees(asked.account) else ()
    about = buyer_of([asked.buyer]) or asked.buyer if asked.buyer else asked.order
    found = await call.desk.history.found(about, accounts, asked.limit)
    return answered.HistoryPage(items=[answered.HistoryItem(**{**asdict(it), "rules": list(it.rules)}) for it in found])
