"""What the gateway knows about a message besides its bytes: the account it belongs to, and that account's senders."""

from __future__ import annotations

from collections.abc import Sequence

from filters.facts import Facts
from gateway.envelope import Envelope
from gateway.settings import Account


class Gatherer:
    """Makes the facts of an envelope. A login decides the account; without one the domain of MAIL FROM."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._by_login = {login: account for account in accounts for login in account.logins}
        self._by_domain = {domain: account for account in accounts for domain in account.domains}

    def __call__(self, envelope: Envelope) -> Facts:
        account = self._account(envelope)
        return Facts(
            mail_from=_lowered(str(envelope.mail_from)),
            rcpt_to=tuple(_lowered(str(path)) for path in envelope.rcpt_to),
            login=envelope.client.login,
            account=account.name if account else "default",
            now=envelope.received_at,
            senders=account.senders if account else (),
        )

    def _account(self, envelope: Envelope) -> Account | None:
        if envelope.client.login is not None:
            return self._by_login.get(envelope.client.login)
        return self._by_domain.get(envelope.mail_from.domain)


def _lowered(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.lower()}"
