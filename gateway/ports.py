"""The joints of the gateway: what the SMTP side drives, what the pipeline needs. Implementations know only these."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from filters.facts import Facts
from filters.verdict import Verdict
from gateway.envelope import Client, Credentials, Envelope, Path, Reply
from gateway.recorded import Known, Outcome


class Transaction(Protocol):
    """One mail transaction, from MAIL to the final reply. Exactly one of `data` and `abort` ends it."""

    async def rcpt(self, recipient: Path) -> Reply:
        """The relay's own answer to this recipient, or ours; anything but 2xx is not a recipient of the message."""

    async def data(self, raw: bytes) -> Reply:
        """Decide and deliver the message (CRLF lines, dot-unstuffed). Runs to its end even when the client has gone."""

    async def abort(self) -> None:
        """RSET, a new EHLO, QUIT or a lost client: nothing was sent, give back what is held."""


class Transactions(Protocol):
    """What the SMTP side drives: the pipeline."""

    async def begin(self, client: Client, mail_from: Path) -> Transaction:
        """Raises `Refused` where the sender is not acceptable."""

    async def extensions(self) -> frozenset[str]:
        """ESMTP keywords the relay offers, upper-case (used: SMTPUTF8, 8BITMIME, DSN, SIZE)."""


class RelaySession(Protocol):
    """One transaction at the relay. MAIL goes out with the first RCPT; a refusal of MAIL is the answer to that RCPT."""

    relay: str
    """The route's name, for events."""

    @property
    def offers(self) -> frozenset[str]:
        """ESMTP keywords the relay offers, upper-case, from the first positive answer to RCPT on; then they stay."""

    async def rcpt(self, recipient: Path) -> Reply: ...

    async def data(self, pieces: Sequence[bytes]) -> Reply:
        """Send DATA and the message; the relay's final reply, or 451 for silence, a lost or desynchronised connection.

        The message is the pieces one after the other (a signature, then the message: 25 MB are never copied to be joined),
        CRLF lines, not dot-stuffed, ending in CRLF.
        """

    async def abort(self) -> None: ...


class Relay(Protocol):
    """Where mail goes: a pool of SMTP connections, or the capture relay."""

    async def open(self, client: Client, mail_from: Path) -> RelaySession: ...

    async def extensions(self) -> frozenset[str]: ...

    async def authenticate(self, client: Client, credentials: Credentials) -> Reply:
        """AUTH passed through: 235 when the relay takes these credentials."""

    async def close(self) -> None: ...


class Inspector(Protocol):
    async def inspect(self, raw: bytes, facts: Facts) -> Verdict:
        """Never raises for what the message contains: a crash or a timeout is a `system/*` finding that holds."""


class Signer(Protocol):
    async def sign(self, raw: bytes, edited: bool) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
        """(pieces to send, signing domains). Without a key for the From domain: ((raw,), ()).

        Raises `Refused` (451, or 550 where no retry can help) where the message cannot be signed; unsigned never leaves then.
        """


class HeldStore(Protocol):
    async def hold(self, envelope: Envelope, verdict: Verdict, facts: Facts) -> str:
        """Durable on disk when this returns: the held id. Raises `Refused` (451/452) where the store cannot take it."""


class Records(Protocol):
    """History: what earlier messages tell about one, and what it will tell about later ones."""

    def recalled(self, envelope: Envelope, facts: Facts) -> AbstractAsyncContextManager[tuple[Facts, Known | None]]:
        """While it is open no other message of the same submission is on its way here.

        Gives the facts with what history knows, and the record of the same submission where it was sent or held before: it is
        answered from that. Raises `Refused` (451) where history cannot be asked.
        """

    async def record(self, envelope: Envelope, facts: Facts, verdict: Verdict, ended: Outcome) -> None:
        """Durable on disk when this returns. Never raises for a store that fails: what was answered is true all the same."""
