"""A conditional change of a held message: it names the state that it leaves, so of two who make it at once one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, update

from gateway.store.held_message import State
from gateway.store.schema import held, message

UNDECIDED = {"decided_by": None, "decided_at": None}


@dataclass(frozen=True, slots=True)
class Change:
    """A step from one state to another: what the audit calls it, what it writes, what else must hold, and the outcome it is."""

    before: State
    after: State
    action: str
    values: dict[str, Any]
    conditions: tuple[ColumnElement[bool], ...] = ()
    outcome: str = ""

    def made(self, connection: Connection, id: str) -> bool:
        """False where the message is not in the state that the step leaves."""
        statement = update(held).where(held.c.id == id, held.c.state == self.before, *self.conditions)
        values = {"state": self.after, "version": held.c.version + 1, **self.values}
        if connection.execute(statement.values(values)).rowcount != 1:
            return False
        if self.outcome:
            told = {name: value for name, value in self.values.items() if name == "reply"}
            connection.execute(update(message).where(message.c.held_id == id).values(outcome=self.outcome, **told))
        return True
