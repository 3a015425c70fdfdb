"""What the store knows about people who review."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime


class Role(enum.StrEnum):
    """What a person may do; see `gateway.review.rights`."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Person:
    """A person. `accounts`: the sellers' accounts whose mail this person may see, None for all."""

    name: str
    role: Role
    accounts: tuple[str, ...] | None = None
    totp: bool = False
    disabled: bool = False

    def sees(self, account: str) -> bool:
        return self.accounts is None or account in self.accounts


@dataclass(frozen=True, slots=True)
class Secrets:
    """How a person proves to be who they are: an argon2 hash, and the secret of RFC 6238 in base 32 or None."""

    password: str = field(repr=False)
    totp: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who has signed in. `csrf` must come with every form."""

    person: Person
    csrf: str = field(repr=False)
    created_at: datetime
