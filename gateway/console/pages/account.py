"""What people change about themselves: password and one-time passwords."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from gateway.console import totp
from gateway.console.section import Section
from gateway.console.signing_in import SHORTEST, TooMany
from gateway.console.web import Visit, signed_in
from gateway.review.rights import Right


async def _account(visit: Visit) -> Response:
    secret = "" if visit.person.totp else totp.new_secret()
    return visit.page("account.html", secret=secret, address=totp.address(visit.person.name, secret), shortest=SHORTEST)


async def _password(visit: Visit) -> Response:
    if not await _proves(visit):
        return visit.go("/me", "Your present password or code is wrong.")
    try:
        hash = await visit.console.signing_in.hash(visit.field("new"))
    except ValueError as error:
        return visit.go("/me", f"Not changed: {error}.")
    await visit.desk.people.set_password(visit.person.name, hash, visit.person.name)
    return visit.go("/sign-in")


async def _totp(visit: Visit) -> Response:
    """Switches on with a code that proves that the app has the secret."""
    secret = visit.field("secret", 64)
    try:
        right = totp.step_of(secret, visit.field("code"), visit.console.signing_in.now()) is not None
    except ValueError:
        right = False
    if not right or len(secret) != 32 or visit.person.totp:
        return visit.go("/me", "The code does not fit. Take the new secret into the app and try again.")
    if not await _proves(visit):
        return visit.go("/me", "Your password is wrong.")
    await visit.desk.people.set_totp(visit.person.name, secret, visit.person.name)
    return visit.go("/sign-in")


async def _proves(visit: Visit) -> bool:
    """Counted as signing in is: a session left open must not be a way to guess."""
    try:
        return await visit.console.signing_in.again(visit.person.name, visit.field("password"), visit.field("code"))
    except TooMany:
        return False


SECTION = Section(
    "Account",
    "",
    Right.LOOK,
    (
        Route("/me", signed_in(Right.LOOK, _account), methods=["GET"]),
        Route("/me/password", signed_in(Right.LOOK, _password), methods=["POST"]),
        Route("/me/totp", signed_in(Right.LOOK, _totp), methods=["POST"]),
    ),
)
