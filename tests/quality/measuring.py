"""Runs the rules on passages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from filters.catalogue import RULES
from filters.mail.mail import Mail
from filters.rule import Rule
from filters.sample import sample, sample_facts
from tests.quality.passages import Passage


class Answer(NamedTuple):
    """What was expected of the rules looked at, and what they found."""

    passage: Passage
    expected: frozenset[str]
    found: frozenset[str]


def seen_rules(every: Iterable[Passage]) -> tuple[Rule, ...]:
    """The rules of which the passages have examples."""
    labels = {name for passage in every for name in passage.labels}
    return tuple(rule for rule in RULES if rule.name in labels)


def judged(chosen: Iterable[Passage], rules: Collection[Rule]) -> list[Answer]:
    """The rules' answers. A passage is the text of a message with an everyday subject."""
    names = frozenset(rule.name for rule in rules)
    return [
        Answer(passage, (passage.labels - passage.maybe) & names, _found(passage, rules) - passage.maybe) for passage in chosen
    ]


def _found(passage: Passage, rules: Collection[Rule]) -> frozenset[str]:
    facts = sample_facts({"rcpt_to": ()}, passage.reply)
    mail = Mail.of(sample(passage.text), facts)
    looking = (rule for rule in rules if not (rule.starts_only and mail.reply) and (passage.whole or not _of_whole(rule)))
    return frozenset(
        rule.name for rule in looking if any(not found.quoted for found in rule.check(mail, facts, rule.options()))
    )


def _of_whole(rule: Rule) -> bool:
    """Whether the rule asks what a whole message is for, which an excerpt does not tell."""
    return rule.family == "purpose" and (rule.starts_only or rule.name == "purpose/unrelated")
