"""Between looking and deciding: what the rules on meaning saw is weighed against the rest of the text.

A sighting that the model does not believe is dropped, one that it half believes is unsure and holds at most, and where no
rule's relation saw anything but the model has reason to, it says so itself, unsure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from filters.detect.meaning.model import MODEL, Model, windows
from filters.detect.meaning.reading import Reading, Sentence
from filters.facts import Facts
from filters.finding import Found
from filters.looking import Sighting, find, idle
from filters.mail.mail import Mail
from filters.mail.surface import Surface
from filters.meaning import Told, readings
from filters.policy import Policy
from filters.rule import Rule

SUSPECTED = "probably, by all that is said around"
"""The note of what no rule's relation saw."""
_SPOKEN = ("subject", "text", "html", "attachment")
_BODY = ("text", "html")


def look(mail: Mail, facts: Facts, rules: Sequence[Rule], policy: Policy, model: Model = MODEL) -> list[Sighting]:
    """What the rules find that have a say, weighed. Rules that are off look as well where the model asks what they see.

    Where not all of the model's rules are among `rules`, there is nothing to weigh with: what these see stands.
    """
    active = {rule.name for rule in rules if not idle(rule, mail, policy)}
    known = {rule.name for rule in rules}
    if active.isdisjoint(model.rules) or not known.issuperset(model.rules):
        return list(find(mail, facts, [rule for rule in rules if rule.name in active], policy))
    wanted = [rule for rule in rules if rule.name in active or (rule.name in model.rules and not _exempt(rule, mail))]
    weighed = weigh(mail, list(find(mail, facts, wanted, policy)), model)
    return [sighting for sighting in weighed if sighting.rule in active or sighting.rule not in model.rules]


def believed(mail: Mail, facts: Facts, rules: Sequence[Rule], policy: Policy, rule: Rule) -> list[Found] | None:
    """What of the rule's own sightings stands, as they were before; None for a rule that is not weighed."""
    if rule.name not in MODEL.rules:
        return None
    asked = [it for it in rules if it.name in MODEL.rules and not _exempt(it, mail)]
    return [
        replace(found, unsure=False) for name, found in weigh(mail, list(find(mail, facts, asked, policy))) if name == rule.name
    ]


def _exempt(rule: Rule, mail: Mail) -> bool:
    return rule.starts_only and mail.reply


def weigh(mail: Mail, sightings: Sequence[Sighting], model: Model = MODEL) -> Iterator[Sighting]:
    """The sightings that stand, in their order, then what the model says beside them."""
    texts = {id(reading): Weighed(surface, reading, sightings, model) for surface, reading in readings(mail)}
    told: set[str] = set()
    for sighting in sightings:
        found = _believed(sighting, texts, model)
        if found is not None:
            told.update((sighting.rule,) if not found.quoted else ())
            yield Sighting(sighting.rule, found)
    spoken = [text for text in texts.values() if text.surface.kind in _SPOKEN and text.own]
    for rule in model.rules:
        if rule not in told and (suspected := _suspected(rule, spoken, model)):
            yield Sighting(rule, suspected)


def _believed(sighting: Sighting, texts: Mapping[int, Weighed], model: Model) -> Found | None:
    """What is left of a sighting; what is quoted, and what no sentence says, is not the model's matter."""
    rule, found = sighting
    if rule not in model.rules or found.sentence is None or found.quoted:
        return found
    score = texts[id(found.sentence.reading)].score(rule, found.sentence)
    if score < model.unsure:
        return None
    return found if score >= model.sure else replace(found, unsure=True)


def _suspected(rule: str, texts: Sequence[Weighed], model: Model) -> Found | None:
    """The likeliest breach that no relation of the rule saw, on texts of which the rule may ask that."""
    texts = [text for text in texts if rule not in model.whole or text.surface.kind in _BODY]
    best = max(texts, key=lambda text: text.highest(rule), default=None)
    if best is None or best.highest(rule) < model.unsure:
        return None
    return replace(Told(best.surface, best.likeliest(rule)).found(SUSPECTED), unsure=True)


class Weighed:
    """A text of the mail with the model's scores; worked out when first asked for.

    own    its sentences that are the seller's
    seen   a sentence's index to the rules that saw something in it
    """

    def __init__(self, surface: Surface, reading: Reading, sightings: Iterable[Sighting], model: Model) -> None:
        self.surface = surface
        self.own = [it for it in reading.sentences if not (surface.quoted and Told(surface, it).quoted)]
        self.seen: dict[int, set[str]] = {}
        self._model = model
        for rule, found in sightings:
            if rule in model.rules and found.sentence is not None and found.sentence.reading is reading:
                self.seen.setdefault(found.sentence.index, set()).add(rule)

    @cached_property
    def _whole(self) -> Mapping[str, float]:
        return self._model.scores(self.own, self.seen)

    @cached_property
    def _windows(self) -> list[tuple[range, Mapping[str, float]]]:
        """The indices of the sentences of each window, and its scores."""
        return [(range(it[0].index, it[-1].index + 1), self._model.scores(it, self.seen)) for it in windows(self.own)]

    def score(self, rule: str, sentence: Sentence) -> float:
        """How much speaks for the rule around a sentence; for one outside every window, in the text."""
        if rule in self._model.whole:
            return self._whole[rule]
        around = [scores[rule] for places, scores in self._windows if sentence.index in places]
        return max(around, default=self.highest(rule))

    def highest(self, rule: str) -> float:
        """The rule's score where it is highest."""
        return self._whole[rule] if rule in self._model.whole else max(scores[rule] for _, scores in self._windows)

    def likeliest(self, rule: str) -> Sentence:
        """The sentence that by itself speaks most for the rule, where its score is highest."""
        among = self.own
        if rule not in self._model.whole:
            places, _ = max(self._windows, key=lambda it: it[1][rule])
            among = [it for it in self.own if it.index in places]
        return max(among, key=lambda it: self._model.scores((it,), self.seen)[rule])
