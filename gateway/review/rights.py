"""What each role may do."""

from __future__ import annotations

import enum

from gateway.store.person import Person, Role


class Right(enum.StrEnum):
    """LOOK at mail and comment, DECIDE about it, make exceptions (EXCEPT), manage PEOPLE, read the AUDIT."""

    LOOK = "look"
    DECIDE = "decide"
    EXCEPT = "except"
    PEOPLE = "people"
    AUDIT = "audit"


_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset((Right.LOOK,)),
    Role.REVIEWER: frozenset((Right.LOOK, Right.DECIDE)),
    Role.EDITOR: frozenset((Right.LOOK, Right.DECIDE, Right.EXCEPT)),
    Role.ADMIN: frozenset(Right),
    Role.AUDITOR: frozenset((Right.LOOK, Right.AUDIT)),
}


def may(person: Person, right: Right) -> bool:
    """Whether the person's role gives the right."""
    return right in _RIGHTS[person.role]
