"""A relay that sends nothing: it takes every recipient and keeps the message where it can be looked at."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.envelope import Client, Credentials, Path, Refused, Reply
from gateway.store.captured import CapturedMail

_OFFERS = frozenset(("SMTPUTF8", "8BITMIME", "DSN", "SIZE"))


class CaptureRelay:
    """`gateway.ports.Relay` for trying policies out. Whoever opened the store closes it."""

    def __init__(self, store: CapturedMail) -> None:
        self._store = store

    async def open(self, client: Client, mail_from: Path) -> CaptureSession:
        return CaptureSession(self._store, mail_from)

    async def extensions(self) -> frozenset[str]:
        return _OFFERS

    async def authenticate(self, client: Client, credentials: Credentials) -> Reply:
        """Any login is as good as another where nothing is sent."""
        return Reply(235, "2.7.0", "accepted: mail is captured here, not sent")

    async def close(self) -> None:
        return None


class CaptureSession:
    """`gateway.ports.RelaySession` of the capture relay."""

    relay = "capture"
    offers = _OFFERS

    def __init__(self, store: CapturedMail, mail_from: Path) -> None:
        self._store = store
        self._mail_from = mail_from
        self._recipients: list[Path] = []

    async def rcpt(self, recipient: Path) -> Reply:
        self._recipients.append(recipient)
        return Reply(250, "2.1.5", "recipient ok")

    async def data(self, pieces: Sequence[bytes]) -> Reply:
        try:
            id = await self._store.add(self._mail_from, self._recipients, b"".join(pieces))
        except Refused as refused:
            return refused.reply
        return Reply(250, "2.0.0", f"captured as {id}")

    async def abort(self) -> None:
        self._recipients.clear()
