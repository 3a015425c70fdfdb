"""Who calls: a token, what it is for, and how often it may."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

from gateway.api.problem import Problem
from gateway.api.rate import Rate
from gateway.store.person import Person, Role
from gateway.store.tokens import Token, Tokens


class Scope(enum.StrEnum):
    """What a token may be for."""

    CHECK = "check"
    READ = "held:read"
    DECIDE = "held:decide"
    HISTORY = "history:read"


@dataclass(frozen=True, slots=True)
class Caller:
    token: Token

    @property
    def person(self) -> Person:
        """As the desk and the audit know it; no person's name has a blank in it."""
        role = Role.REVIEWER if Scope.DECIDE in self.token.scopes else Role.VIEWER
        return Person(f"token {self.token.name}", role, self.token.accounts)


class Callers:
    def __init__(self, tokens: Tokens, rate: Rate) -> None:
        self._tokens = tokens
        self._rate = rate

    async def of(self, authorization: str, scope: Scope) -> Caller:
        """Raises `Problem`: 401 without a token that holds, 403 for one for something else, 429 for asking too often."""
        scheme, _, secret = authorization.partition(" ")
        token = await self._tokens.find(secret.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            raise Problem(
                401,
                "Send a token that holds as `Authorization: Bearer …`; `mailsluice token add` makes one.",
                {"WWW-Authenticate": 'Bearer realm="mailsluice"'},
            )
        if wait := self._rate.wait(token.id):
            raise Problem(429, "This token asks too often. Wait.", {"Retry-After": str(math.ceil(wait))})
        if scope not in token.scopes:
            told = {"WWW-Authenticate": f'Bearer realm="mailsluice", error="insufficient_scope", scope="{scope}"'}
            raise Problem(403, f"This token has not the scope {scope}.", told)
        return Caller(token)
