"""The effective policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from filters.catalogue import RULES
from filters.facts import Facts
from filters.policy.digest import decision_digest
from filters.policy.problems import PolicyError
from filters.policy.reading import Layer, Reader
from filters.policy.values import Exemption, PolicyTest, Setting
from filters.rule import Rule


@dataclass(frozen=True, slots=True)
class Policy:
    """What is done about every rule's findings, for one account.

    digest      16 hex digits that stand for everything that decides: settings, exemptions, tables and code
    settings    by rule name, for every rule of the catalogue
    scope       "marketplace": mail with no marketplace recipient is not inspected; "all": it is
    held_reply  what the client hears when a message is held: "accept" (250) or "reject" (550), both with the held id
    language    the language that senders are told reasons in (`filters.wording`)
    tests       of the topmost layer
    """

    name: str
    digest: str
    settings: Mapping[str, Setting]
    exemptions: tuple[Exemption, ...] = ()
    scope: str = "marketplace"
    held_reply: str = "accept"
    language: str = "en"
    tests: tuple[PolicyTest, ...] = ()

    @classmethod
    def from_data(
        cls, layers: Sequence[Layer], *, code: str = "", today: date | None = None, rules: Sequence[Rule] = RULES
    ) -> Policy:
        """The policy that the layers give, weakest first; below the first stand the rules' own defaults.

        code   digest of code and tables, made part of the policy's digest
        today  for refusing exceptions that have expired; None: dates are not looked at
        Raises PolicyError with all mistakes.
        """
        reader = Reader(rules, today)
        for layer in layers:
            reader.read(layer)
        if reader.problems:
            raise PolicyError(reader.problems)
        exemptions = tuple(reader.exemptions)
        digest = decision_digest(code, reader.choices, exemptions, reader.settings)
        return cls(reader.name, digest, reader.settings, exemptions, **reader.choices, tests=tuple(reader.tests))

    def exemption(self, rule: str, facts: Facts, words: str) -> Exemption | None:
        """The first exemption in force that covers this finding."""
        for exemption in self.exemptions:
            if exemption.rule == rule and facts.now.date() <= exemption.until and exemption.when.matches(facts, words):
                return exemption
        return None
