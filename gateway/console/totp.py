"""Time-based one-time passwords (RFC 6238: SHA-1, 30 seconds, 6 digits), as every authenticator app makes them."""

from __future__ import annotations

import base64
import hmac
import secrets
from urllib.parse import quote

STEP = 30
"""Seconds."""
_AROUND = (0, -1, 1)
"""Steps by which a clock may be wrong."""


def new_secret() -> str:
    """160 random bits in base 32."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def code(secret: str, step: int) -> str:
    """The password of one step (RFC 4226 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def step_of(secret: str, given: str, now: float) -> int | None:
    """The step whose password this is, at `now` (seconds since 1970); None where it is none."""
    digits = "".join(given.split()).encode("utf-8")
    steps = [int(now // STEP) + away for away in _AROUND]
    return next((step for step in steps if hmac.compare_digest(code(secret, step).encode("ascii"), digits)), None)


def address(name: str, secret: str) -> str:
    """What an authenticator app takes in."""
    return f"otpauth://totp/Mailsluice:{quote(name)}?secret={secret}&issuer=Mailsluice"
