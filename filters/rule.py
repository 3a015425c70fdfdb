"""What a rule module offers.

A rule is a module `filters/rules/<family>/<name>.py` (hyphens in the rule's name are underscores in the file's) with

- a docstring with the headings *What it finds · Why · Example · Allowed · Fix · Options · Source*; lines under
  *Example* of the form `text: …` / `html: …` / `subject: …` must be found, those under *Allowed* must not (the tests run both);
- `RULE = Rule(name=…, check=check, …)`.

`check(mail, facts, options)` yields `Found`. It never decides, logs, or reads a clock, file or network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail

Check = Callable[[Mail, Facts, Any], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class NoOptions:
    """Options of a rule that has none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's metadata. `options` is a frozen dataclass type whose defaults are the rule's defaults.

    default   the action that the guidelines call for, in the policy `amazon`
    trial     not measured to be good enough to decide: off unless a policy asks for it (`amazon-preview` does, in shadow)
    fixable   whether a policy may say `fix`
    bound     where it finds anything that the policy rejects, no other rule looks: the message was not read whole
    starts_only  an answer in an open thread is exempt (RULES.md ¹)
    clause    the guideline's clause and source, for the reason shown to the sender
    advice    what to write instead, one sentence, English
    """

    name: str
    check: Check
    summary: str
    clause: str
    advice: str
    default: Action
    trial: bool = False
    fixable: bool = False
    starts_only: bool = False
    bound: bool = False
    options: type[Any] = NoOptions
    since: str = "0.1"

    @property
    def usual(self) -> Action:
        """The action where no policy says another."""
        return Action.OFF if self.trial else self.default

    @property
    def family(self) -> str:
        return self.name.split("/", 1)[0]
