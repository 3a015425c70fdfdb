"""The first half of an inspection: every rule looks. A rule that fails is itself something seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.policy import Policy
from filters.rule import Rule


class Sighting(NamedTuple):
    """What a rule found, before anybody decided about it."""

    rule: str
    found: Found


def find(mail: Mail, facts: Facts, rules: Sequence[Rule], policy: Policy) -> Iterator[Sighting]:
    """What the rules find with the policy's options, in the order of the rules. Never raises."""
    for rule in rules:
        options = policy.settings[rule.name].options
        try:
            for found in rule.check(mail, facts, options):
                yield Sighting(rule.name, found)
        except Exception as error:
            yield crash(rule.name, error)


def idle(rule: Rule, mail: Mail, policy: Policy) -> str:
    """Why the rule has no say about this message, or ''."""
    if policy.settings[rule.name].action is Action.OFF:
        return "off in this policy"
    if rule.starts_only and mail.reply:
        return "an answer in a thread that the buyer opened is exempt"
    return ""


def crash(where: str, error: Exception) -> Sighting:
    """The failure as a finding: the kind of error and its place in the code, nothing of the message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return Sighting("system/crash", Found("structure", where, note=f"{where} failed with {type(error).__name__}{place}"))
