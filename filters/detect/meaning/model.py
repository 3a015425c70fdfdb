"""How much speaks for a breach of each rule in some sentences: a linear model over what they name and what rules saw there.

A rule's relation between concepts is a strong hint, not a proof: the model weighs it against everything else that is said
around it. Its weights are data (`config/model/meaning.json`, made by `make model`), read once at import like the phrase
tables. As its features are concepts and rules and no words, it knows every language that has tables, and is small.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from filters.detect.meaning.reading import TEXT, Sentence

SIZE, STEP = 6, 3
"""Sentences that are read together, and how far apart such windows begin: any four in a row stand in one."""

Seen = Mapping[int, Collection[str]]
"""A sentence's index to the rules that saw something in it."""


class Model(NamedTuple):
    """The model as it was learnt.

    rules    those it knows, in the order of scores
    whole    those of them that ask what a whole text is for
    unsure, sure   scores (log odds) from which a breach is likely, and from which it is as good as certain
    weights  of each feature for each rule; the feature "" is what a score begins with
    """

    rules: tuple[str, ...]
    whole: frozenset[str]
    unsure: float
    sure: float
    weights: Mapping[str, tuple[float, ...]]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Model:
        """The model that the file's data say."""
        weights = {feature: tuple(each) for feature, each in data["weights"].items()}
        return cls(tuple(data["rules"]), frozenset(data["whole"]), data["unsure"], data["sure"], weights)

    def scores(self, sentences: Iterable[Sentence], seen: Seen) -> dict[str, float]:
        """Each rule's score for sentences read together."""
        known = [weights for feature in features(sentences, seen) if (weights := self.weights.get(feature))]
        return dict(zip(self.rules, map(sum, zip(self.weights[""], *known, strict=True)), strict=True))


def features(sentences: Iterable[Sentence], seen: Seen) -> set[str]:
    """What the sentences name, what of it in a question, what rules saw there, and both together."""
    told: set[str] = set()
    for sentence in sentences:
        concepts = list(sentence.hits)
        told.update(concepts)
        if sentence.questions:
            told.update(f"{concept}?" for concept in concepts)
        for rule in seen.get(sentence.index, ()):
            told.add(rule)
            told.update(f"{rule} {concept}" for concept in concepts)
    return told


def windows(sentences: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """The sentences a few at a time, without greeting and signature unless there is nothing else."""
    body = [sentence for sentence in sentences if sentence.role == TEXT] or sentences
    for start in range(0, max(len(body) - STEP, 1), STEP):
        yield body[start : start + SIZE]


def _read() -> Model:
    return Model.of(json.loads(files("config").joinpath("model").joinpath("meaning.json").read_text("utf-8")))


MODEL = _read()
