"""Who a login is: the protocol the SMTP side asks, and the pass-through that asks the relay."""

from __future__ import annotations

from typing import Protocol

from gateway.envelope import Client, Credentials, Refused, Reply
from gateway.ports import Relay


class Authenticator(Protocol):
    """Decides about logins. `keeps_credentials`: the password is needed later, to log in at the relay."""

    keeps_credentials: bool

    async def verify(self, client: Client, username: str, password: str) -> bool:
        """Whether the password is right. Raises `Refused` (454) where that cannot be told now."""

    def may_send(self, username: str, address: str) -> bool:
        """Whether this login may use `address` in MAIL FROM."""


class RelayAuthenticator:
    """The relay's own answer is the answer; which senders a login may use is the relay's to decide too."""

    keeps_credentials = True

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    async def verify(self, client: Client, username: str, password: str) -> bool:
        reply = await self._relay.authenticate(client, Credentials(username, password))
        if reply.transient:
            raise Refused(Reply(454, "4.7.0", "Login cannot be checked now, try again later"))
        return reply.code == 235

    def may_send(self, username: str, address: str) -> bool:
        return True
