"""Logins in a text file: one user a line, `name argon2-hash [sender,sender,...]`. `#` starts a comment line.

A sender is an address, or `*@domain`. A user without senders may use any. The file is read again when it has changed.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path as FilePath

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gateway.envelope import Client

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(os.urandom(16))


@dataclass(frozen=True, slots=True)
class User:
    hash: str
    senders: tuple[str, ...] = ()

    def may_send(self, address: str) -> bool:
        """Domains are compared without case, local parts with; the null sender speaks for nobody."""
        local, _, domain = address.rpartition("@")
        return (
            not address
            or not self.senders
            or f"{local}@{domain.lower()}" in self.senders
            or f"*@{domain.lower()}" in self.senders
        )


class UserFile:
    """The `Authenticator` over a users file. One hash is verified at a time: each takes 64 MB and a core."""

    keeps_credentials = False

    def __init__(self, path: FilePath, report: Callable[[Exception], None] = lambda error: None) -> None:
        """Raises OSError or ValueError (line number in the message) where the file cannot be used; later to `report`."""
        self._path = path
        self._report = report
        self._thread = ThreadPoolExecutor(1, "users")
        self._stamp = _stamp(path)
        self._users = read_users(path)

    async def verify(self, client: Client, username: str, password: str) -> bool:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._verify, username, password)

    def may_send(self, username: str, address: str) -> bool:
        user = self._users.get(username)
        return user is not None and user.may_send(address)

    def _verify(self, username: str, password: str) -> bool:
        """An unknown user costs the same hash as a known one, so the time tells nothing."""
        self._reload()
        user = self._users.get(username)
        try:
            return _HASHER.verify(user.hash if user else _NOBODY, password) and user is not None
        except (VerificationError, InvalidHashError):
            return False

    def _reload(self) -> None:
        """A file that has become unreadable or wrong leaves the users as they were."""
        try:
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                self._stamp = stamp
                self._users = read_users(self._path)
        except (OSError, ValueError) as error:
            self._report(error)


def read_users(path: FilePath) -> dict[str, User]:
    """The users by name. Raises OSError, or ValueError that names file and line."""
    users: dict[str, User] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if len(words) not in (2, 3) or not words[1].startswith("$argon2") or words[0] in users:
            raise ValueError(f"{path}:{number}: expected one line a user: name argon2-hash [sender,sender,...]")
        users[words[0]] = User(words[1], _senders(words[2].split(",")) if len(words) == 3 else ())
    return users


def add_user(path: FilePath, username: str, password: str, senders: Sequence[str] = ()) -> None:
    """Add a user, or give one a new password and senders; the other lines stay as they are.

    Raises OSError, and ValueError for a name or sender that a line cannot hold.
    """
    if not username or username.startswith("#") or any(c.isspace() for c in username + "".join(senders)) or not password:
        raise ValueError("a user needs a name without blanks and a password; senders have no blanks")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    entry = " ".join([username, _HASHER.hash(password), *([",".join(_senders(senders))] if senders else [])])
    kept = [line for line in lines if line.split()[:1] != [username]]
    _replace(path.resolve(), "\n".join([*kept, entry, ""]))


def _replace(path: FilePath, text: str) -> None:
    """In one step. A file that is there keeps its owner and mode; a new one is readable by its owner only."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123
        if path.exists():
            before = path.stat()
            with suppress(PermissionError):
                os.fchown(file.fileno(), before.st_uid, before.st_gid)
            os.fchmod(file.fileno(), before.st_mode & 0o777)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _senders(addresses: Sequence[str]) -> tuple[str, ...]:
    split = [address.rpartition("@") for address in addresses if address]
    return tuple(f"{local}@{domain.lower()}" for local, _, domain in split)


def _stamp(path: FilePath) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino
