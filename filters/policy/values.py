"""The values a policy consists of. All are frozen and picklable: a policy is sent to the processes that inspect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from filters.facts import Facts
from filters.finding import Action


@dataclass(frozen=True, slots=True)
class Setting:
    """What is done about one rule's findings. `options` is an instance of the rule's own options type."""

    action: Action
    shadow: bool = False
    options: Any = None


@dataclass(frozen=True, slots=True)
class When:
    """The messages an exemption is for: globs without regard to case; every field that is given must match.

    recipient  matches only where every recipient of the message does
    words      the words found
    """

    recipient: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    login: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def matches(self, facts: Facts, words: str) -> bool:
        seen = (
            (self.recipient, facts.rcpt_to),
            (self.sender, (facts.mail_from,)),
            (self.login, (facts.login or "",)),
            (self.account, (facts.account,)),
            (self.words, (words,)),
        )
        return all(not globs or every_matches(globs, values) for globs, values in seen)


def every_matches(globs: Iterable[str], values: Iterable[str]) -> bool:
    """Whether there are values and each of them matches one of the globs."""
    lowered = [value.lower() for value in values]
    return bool(lowered) and all(any(fnmatchcase(value, glob.lower()) for glob in globs) for value in lowered)


@dataclass(frozen=True, slots=True)
class Exemption:
    """An `[[exception]]`: findings of `rule` in such messages are noted, not acted upon, up to and including `until`."""

    rule: str
    when: When
    reason: str
    owner: str
    until: date


@dataclass(frozen=True, slots=True)
class PolicyTest:
    """A `[[test]]`: a sample message and what the policy must make of it.

    finds    names of the rules that find something, in any order; None: not compared
    becomes  the parts "text", "html" and "subject" after the fixes; an empty mapping: not compared
    """

    text: str | None = None
    html: str | None = None
    subject: str | None = None
    reply: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    finds: tuple[str, ...] | None = None
    becomes: Mapping[str, str] = field(default_factory=dict)
