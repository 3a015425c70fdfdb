"""A conditional change of a held message: it names the state that it leaves, so of two who make it at once one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, update

from gateway.store.held_message import State
from gateway.store.schema import held

UNDECIDED = {"decided_by": None, "decided_at": None}


@dataclass(frozen=True, slots=True)
class Change:
    """A step from one state to another: what the audit calls it, what it writes, and what else must hold."""

    before: State
    after: State
    action: str
    values: dict[str, Any]
    conditions: tuple[ColumnElement[bool], ...] = ()

    def made(self, connection: Connection, id: str) -> bool:
        """False where the message is not in the state that the step leaves."""
        statement = update(held).where(held.c.id == id, held.c.state == self.before, *self.conditions)
        values = {"state": self.after, "version": held.c.version + 1, **self.values}
        return connection.execute(statement.values(values)).rowcount == 1
