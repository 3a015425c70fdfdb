"""Signing a message: which keys, which messages cannot be signed, and which older signatures no longer hold."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterable, Sequence

from filters.mail.lines import bare_line_end
from gateway.envelope import Refused, Reply
from gateway.sign.author import author_domain
from gateway.sign.canonical import body_hash
from gateway.sign.check import proves
from gateway.sign.fields import Split, split
from gateway.sign.keys import Key
from gateway.sign.signature import signature_field

Signed = tuple[tuple[bytes, ...], tuple[str, ...]]

_LARGE = 256 * 1024
"""Bytes from which hashing would hold up the loop for milliseconds."""

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class DkimSigner:
    """`gateway.ports.Signer` with DKIM keys. A domain with several keys gets a signature of each (RFC 8463 3)."""

    def __init__(self, keys: Iterable[Key], *, lifetime: int | None = None, clock: Callable[[], float] = time.time) -> None:
        """`lifetime`: seconds after which a signature expires (x=); None: never."""
        self._keys: dict[str, list[Key]] = {}
        for key in keys:
            self._keys.setdefault(key.domain, []).append(key)
        self._lifetime = lifetime
        self._clock = clock

    async def sign(self, raw: bytes, edited: bool) -> Signed:
        """See `gateway.ports.Signer`. An edited message loses the signatures it came with, whether or not it gets a new one.

        Raises `Refused`: 550 where the message cannot be signed as it is, 451 where our signature does not verify.
        """
        if len(raw) > _LARGE:
            return await asyncio.to_thread(self._sign, raw, edited)
        return self._sign(raw, edited)

    def _sign(self, raw: bytes, edited: bool) -> Signed:
        message = raw if not edited else _without_signatures(raw)
        if not self._keys:
            return (message,), ()
        parts = split(message)
        keys = self._keys_for(parts)
        if not keys:
            return (message,), ()
        _refuse_unsignable(message, parts)
        signatures = self._signatures(message, parts, keys)
        return (*signatures, message), tuple(key.domain for key in keys)

    def _signatures(self, message: bytes, parts: Split, keys: Sequence[Key]) -> list[bytes]:
        digest, signed_at = body_hash(message, parts.body), int(self._clock())
        signatures = [signature_field(parts.fields, digest, key, signed_at, self._lifetime) for key in keys]
        for key, signature in zip(keys, signatures, strict=True):
            if not proves(signature, message, parts.head, parts.body, key):
                raise Refused(Reply(451, "4.7.5", "the message could not be signed; try again later"))
        return signatures

    def _keys_for(self, parts: Split) -> Sequence[Key]:
        """The keys of the From domain, else of its nearest parent domain that has any."""
        try:
            domain = author_domain(parts.fields)
        except ValueError as error:
            raise _unsignable(str(error)) from error
        while domain and domain not in self._keys:
            domain = domain.partition(".")[2]
        return self._keys.get(domain, ())


def _without_signatures(raw: bytes) -> bytes:
    """An edit changes what they sign, and only the DNS could tell of one that it still holds: all go (RFC 6376 6.1)."""
    parts = split(raw)
    kept = [field.text for field in parts.fields if field.name != b"dkim-signature"]
    return raw if len(kept) == len(parts.fields) else b"".join([*kept, raw[parts.head :]])


def _refuse_unsignable(message: bytes, parts: Split) -> None:
    """What the next hop would have to change, or could read differently, cannot carry a signature (RFC 6376 5.3)."""
    if bare_line_end(message) is not None:
        raise _unsignable("a line ends in CR or LF alone")
    if not message.endswith(b"\r\n"):
        raise _unsignable("the last line has no end")
    if _CONTROL.search(message, 0, parts.head) or any(not field.name for field in parts.fields):
        raise _unsignable("a line among the headers is no header field")


def _unsignable(why: str) -> Refused:
    """Permanent: the same message would be refused for ever."""
    return Refused(Reply(550, "5.7.1", f"the message cannot be signed: {why}"))
