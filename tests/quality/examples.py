"""Passages as the model learns from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from filters.catalogue import RULES
from filters.detect.meaning.model import Model, features, windows
from filters.looking import Sighting
from filters.mail.mail import Mail
from filters.meaning import readings
from filters.rule import Rule
from filters.sample import sample, sample_facts
from filters.weighing import Weighed
from tests.quality.forgetting import unlearnt
from tests.quality.passages import Passage

NOT_OF_EXCERPTS = frozenset(rule.name for rule in RULES if rule.family == "purpose" and rule.starts_only) | {
    "purpose/unrelated"
}
"""Rules that ask what a whole message is for, which an excerpt does not tell."""

_FAMILIES = ("promotion", "reviews", "purpose")
_NAMES = (
    "contact/off-platform", "contact/solicit", "payment/off-platform", "order/unavailable", "tone/offensive", "tone/slang",
)  # fmt: skip


class Example(NamedTuple):
    """A passage with the features of each of its windows, and of all of it."""

    passage: Passage
    windows: Sequence[frozenset[str]]
    whole: frozenset[str]

    def counts(self, rule: str) -> bool:
        """Whether the passage says anything about the rule."""
        return rule not in self.passage.maybe and (self.passage.whole or rule not in NOT_OF_EXCERPTS)


def rules_learnt(passages: Iterable[Passage]) -> tuple[Rule, ...]:
    """The rules on meaning of which the passages have examples."""
    labels = {label for passage in passages for label in passage.labels}
    return tuple(rule for rule in RULES if rule.name in labels and (rule.family in _FAMILIES or rule.name in _NAMES))


def examples(passages: Sequence[Passage], rules: Sequence[Rule]) -> list[Example]:
    """The passages as examples; those that the tables were written from as if they had not been."""
    blank = Model(tuple(rule.name for rule in rules), NOT_OF_EXCERPTS, 0.0, 0.0, {})
    return unlearnt(passages, lambda passage: _example(passage, rules, blank), lambda passage: passage.held_out)


def _example(passage: Passage, rules: Sequence[Rule], blank: Model) -> Example:
    facts = sample_facts({"rcpt_to": ()}, passage.reply)
    mail = Mail.of(sample(passage.text), facts)
    looking = [rule for rule in rules if not (rule.starts_only and mail.reply)]
    seen = [Sighting(rule.name, found) for rule in looking for found in rule.check(mail, facts, rule.options())]
    surface, reading = next((surface, reading) for surface, reading in readings(mail) if surface.kind == "text")
    text = Weighed(surface, reading, seen, blank)
    told: Mapping[int, set[str]] = text.seen
    parts = [frozenset(features(window, told)) for window in windows(text.own)]
    return Example(passage, parts, frozenset(features(text.own, told)))
