"""Runs the rules on passages, as an inspection does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from filters import weighing
from filters.catalogue import RULES
from filters.detect.meaning.model import MODEL, Model
from filters.mail.mail import Mail
from filters.policy import Layer, Policy
from filters.rule import Rule
from filters.sample import sample, sample_facts
from tests.quality.examples import NOT_OF_EXCERPTS
from tests.quality.passages import Passage

UNWEIGHED = MODEL._replace(rules=())
"""A model that knows no rule: what rules see stands."""


class Answer(NamedTuple):
    """What was expected of the rules looked at, and what they found."""

    passage: Passage
    expected: frozenset[str]
    found: frozenset[str]


def seen_rules(every: Iterable[Passage]) -> tuple[Rule, ...]:
    """The rules of which the passages have examples."""
    labels = {name for passage in every for name in passage.labels}
    return tuple(rule for rule in RULES if rule.name in labels)


def judged(chosen: Iterable[Passage], rules: Sequence[Rule], model: Model = MODEL) -> list[Answer]:
    """The rules' answers. A passage is the text of a message with an everyday subject."""
    names = frozenset(rule.name for rule in rules)
    asked = [rule for rule in RULES if rule.name in names or rule.name in model.rules]
    policy = _all_on()
    answers = []
    for passage in chosen:
        counted = names - passage.maybe - (frozenset() if passage.whole else NOT_OF_EXCERPTS)
        found = _found(passage, asked, policy, model)
        answers.append(Answer(passage, passage.labels & counted, found & counted))
    return answers


def _all_on() -> Policy:
    """A policy that has every rule do what the guidelines call for."""
    data: dict[str, dict[str, str]] = {}
    for rule in RULES:
        data.setdefault(rule.family, {})[rule.name.split("/")[1]] = str(rule.default)
    return Policy.from_data([Layer("all on", data)])


def _found(passage: Passage, rules: Sequence[Rule], policy: Policy, model: Model) -> frozenset[str]:
    facts = sample_facts({"rcpt_to": ()}, passage.reply)
    mail = Mail.of(sample(passage.text), facts)
    sightings = weighing.look(mail, facts, rules, policy, model)
    return frozenset(rule for rule, found in sightings if not found.quoted)
