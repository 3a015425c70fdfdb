"""What can be asked. Routes, validation and the OpenAPI document are all made from this."""

from __future__ import annotations

from gateway.api import answered, asked, check, held, history
from gateway.api.callers import Scope
from gateway.api.operation import Operation

OPERATIONS = (
    Operation(
        "POST", "/v1/check", Scope.CHECK, "Check a message or texts", check.check, answered.Checked,
        query=asked.CheckFacts, body=asked.CheckTexts, takes_message=True,
    ),
    Operation("GET", "/v1/held", Scope.READ, "List held mail", held.list_held, answered.HeldPage, query=asked.HeldFilter),
    Operation("GET", "/v1/held/{id}", Scope.READ, "Get a held message", held.get_held, answered.HeldWhole),
    Operation(
        "POST", "/v1/held/{id}/claim", Scope.DECIDE, "Claim a held message", held.claim_held, answered.Done,
        body=asked.Nothing, conditional=True,
    ),
    Operation(
        "POST", "/v1/held/{id}/release", Scope.DECIDE, "Release a held message", held.release_held, answered.Done,
        body=asked.Release, conditional=True,
    ),
    Operation(
        "POST", "/v1/held/{id}/reject", Scope.DECIDE, "Reject a held message", held.reject_held, answered.Done,
        body=asked.Reject, conditional=True,
    ),
    Operation(
        "POST", "/v1/held/{id}/comment", Scope.DECIDE, "Comment on a held message", held.comment_held, answered.Done,
        body=asked.Comment,
    ),
    Operation(
        "GET", "/v1/history", Scope.HISTORY, "List what was written about an order or to a buyer", history.list_history,
        answered.HistoryPage, query=asked.HistoryFilter,
    ),
)  # fmt: skip
