"""Signing in: password, then one-time password where the person has one; slow for everybody alike."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gateway.console import totp
from gateway.store.people import People
from gateway.store.sessions import Sessions

T = TypeVar("T")

SHORTEST = 12
"""Characters of a password (NIST SP 800-63B asks for length and nothing else)."""
_LONGEST = 1_000

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(os.urandom(16))


class TooMany(Exception):
    """Too many attempts failed lately, for this name or from this address."""


def hashed(password: str) -> str:
    """The argon2 hash, which takes 64 MB and a fifth of a second. Raises ValueError for one that is too short or too long."""
    if not SHORTEST <= len(password) <= _LONGEST:
        raise ValueError(f"a password has at least {SHORTEST} characters")
    return _HASHER.hash(password)


class SigningIn:
    """One hash is verified at a time, off the loop."""

    def __init__(self, people: People, sessions: Sessions, clock: Callable[[], float] = time.time) -> None:
        self._people = people
        self._sessions = sessions
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, "sign-in")
        self._used: dict[str, int] = {}

    async def session(self, name: str, password: str, code: str, address: str) -> str | None:
        """A new session's id; None where something is wrong, which is not told. Raises `TooMany`."""
        keys = (f"name {name[:200]}", f"address {address}")
        if not await self._sessions.attempt(keys):
            raise TooMany
        if not await self.proves(name, password, code):
            return None
        await self._sessions.succeeded(keys)
        return await self._sessions.begin(name, address)

    async def again(self, name: str, password: str, code: str) -> bool:
        """Whether somebody who has signed in proves it once more. Raises `TooMany`."""
        keys = (f"name {name[:200]}",)
        if not await self._sessions.attempt(keys):
            raise TooMany
        right = await self.proves(name, password, code)
        if right:
            await self._sessions.succeeded(keys)
        return right

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock()

    async def proves(self, name: str, password: str, code: str) -> bool:
        """Whether somebody is who they say. An unknown name costs the same time as a known one."""
        secrets = await self._people.secrets(name)
        right = await self._off_loop(_verified, secrets.password if secrets else _NOBODY, password[:_LONGEST])
        if secrets is None or not right:
            return False
        return secrets.totp is None or self._fresh(name, totp.step_of(secrets.totp, code, self._clock()))

    async def hash(self, password: str) -> str:
        """`hashed`, off the loop."""
        return await self._off_loop(lambda given, _: hashed(given), password, "")

    def _fresh(self, name: str, step: int | None) -> bool:
        """A one-time password is good once (RFC 6238 5.2)."""
        if step is None or step <= self._used.get(name, -1):
            return False
        self._used[name] = step
        return True

    async def _off_loop(self, work: Callable[[str, str], T], one: str, other: str) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, one, other)

    def close(self) -> None:
        self._thread.shutdown(wait=False)


def _verified(hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(hash, password)
    except (VerificationError, InvalidHashError):
        return False
