"""People: who may sign in, and what they may do."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from gateway.console.section import Section
from gateway.console.web import Visit, not_found, signed_in
from gateway.review.rights import Right
from gateway.store.people import LastAdmin
from gateway.store.person import Role

NAME = 64
"""Characters of a name."""


async def _people(visit: Visit) -> Response:
    return visit.page("people.html", people=await visit.desk.people.list(), roles=list(Role))


async def _add(visit: Visit) -> Response:
    name, role = visit.field("name").strip(), visit.field("role")
    accounts = visit.field("accounts").replace(",", " ").split()
    if not named(name) or role not in list(Role):
        return visit.go("/people", f"A name has 1 to {NAME} printable characters and no blanks.")
    if name in {person.name for person in await visit.desk.people.list()}:
        return visit.go("/people", f"{name} is there already.")
    try:
        password = await visit.console.signing_in.hash(visit.field("password"))
    except ValueError as error:
        return visit.go("/people", f"Not added: {error}.")
    await visit.desk.people.add(name, Role(role), password, accounts or None, visit.person.name)
    return visit.go("/people", f"{name} may sign in now.")


async def _change(visit: Visit) -> Response:
    """One change to one person, by the button that was pressed."""
    name, change, by = visit.request.path_params["name"], visit.field("change"), visit.person.name
    try:
        if change in list(Role):
            known = await visit.desk.people.set_role(name, Role(change), by)
        elif change in ("disable", "enable"):
            known = await visit.desk.people.set_disabled(name, change == "disable", by)
        elif change == "totp off":
            known = await visit.desk.people.set_totp(name, None, by)
        else:
            raise not_found()
    except LastAdmin as error:
        return visit.go("/people", f"Not changed: {error}.")
    if not known:
        raise not_found()
    return visit.go("/people", f"{name} has been changed and must sign in again.")


def named(name: str) -> bool:
    """Whether a person can be called so."""
    return 0 < len(name) <= NAME and name.isprintable() and not any(char.isspace() for char in name) and "/" not in name


SECTION = Section(
    "People",
    "/people",
    Right.PEOPLE,
    (
        Route("/people", signed_in(Right.PEOPLE, _people), methods=["GET"]),
        Route("/people", signed_in(Right.PEOPLE, _add), methods=["POST"]),
        Route("/people/{name}", signed_in(Right.PEOPLE, _change), methods=["POST"]),
    ),
    key="p",
)
