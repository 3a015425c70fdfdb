"""A policy with the accounts layered on it, loaded as one: everything is right, or nothing is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from filters.facts import Facts
from filters.policy import Layer, Policy, PolicyError
from gateway.policies.code import code_digest
from gateway.policies.read import ChainError, PolicyReader, PolicyRefused, Stamp, stamp
from gateway.policies.trial import failures


@dataclass(frozen=True, slots=True)
class Policies:
    """The site's policy and those of the accounts that have their own. `stamps` are the files they were read from."""

    site: Policy
    accounts: Mapping[str, Policy] = field(default_factory=dict)
    stamps: Mapping[Path, Stamp] = field(default_factory=dict, compare=False)

    def for_account(self, name: str) -> Policy:
        """The account's own policy, or the site's."""
        return self.accounts.get(name, self.site)

    def policy_for(self, facts: Facts) -> Policy:
        return self.for_account(facts.account)


class PolicyFile:
    """Where policies come from.

    which     a policy's name or a path ending in `.toml`
    site      directory with policies that can be named besides those shipped
    accounts  directory of `<account>.toml` files, each layered on the policy
    """

    def __init__(self, which: str, site: Path | None = None, accounts: Path | None = None) -> None:
        self.which = which
        self.site = site
        self.accounts = accounts

    def load(self, today: date | None = None) -> Policies:
        """Read, check and try everything; `today` is this day (UTC) unless given. Raises PolicyRefused."""
        return _Loading(PolicyReader(self.site), today or datetime.now(UTC).date()).load(self.which, self.accounts)


class _Loading:
    """One load: every mistake is collected, so that one look at the error shows them all."""

    def __init__(self, reader: PolicyReader, today: date) -> None:
        self._reader = reader
        self._today = today
        self._lines: list[str] = []

    def load(self, which: str, accounts: Path | None) -> Policies:
        try:
            chain = self._reader.chain(which)
        except ChainError as error:
            raise PolicyRefused((str(error),), self._reader.stamps) from error
        site = self._policy(chain)
        own = self._accounts(chain, accounts) if accounts and site else {}
        if self._lines or site is None:
            raise PolicyRefused(self._lines, self._reader.stamps)
        return Policies(site, own, self._reader.stamps)

    def _accounts(self, chain: list[Layer], folder: Path) -> dict[str, Policy]:
        self._reader.stamps[folder] = stamp(folder)
        found = {}
        for path in sorted(folder.glob("*.toml")):
            policy = self._account(chain, path)
            if policy is not None:
                found[path.stem] = policy
        return found

    def _account(self, chain: list[Layer], path: Path) -> Policy | None:
        try:
            layer = self._reader.layer(path)
        except ChainError as error:
            self._lines.append(str(error))
            return None
        if "extends" in layer.data:
            message = "extends: an account's file stands on the site's policy and extends no other"
            self._lines.append(self._reader.line(layer.source, ("extends",), message))
        return self._policy([*chain, layer])

    def _policy(self, layers: list[Layer]) -> Policy | None:
        """The tried policy; None where it has mistakes."""
        try:
            policy = Policy.from_data(layers, code=code_digest(), today=self._today)
        except PolicyError as error:
            self._lines += self._reader.told(error.problems)
            return None
        source = layers[-1].source
        failed = [self._reader.line(source, ("test", number), text) for number, text in failures(policy)]
        self._lines += failed
        return None if failed else policy
