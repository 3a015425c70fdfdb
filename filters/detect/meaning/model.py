"""A small linear model over the concepts that sentences name together: for what no relation of a rule foresaw.

Its weights are data (`config/model/meaning.json`, made by `make model`), read once at import like the phrase tables. As its
features are concepts and no words, it knows every language that has tables, and is small. What it alone says is unsure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations
from math import sqrt

from filters.detect.meaning.reading import Reading, Sentence

_MOST = 40
"""Concepts of a window that are paired, so that a sentence of nothing but concepts stays cheap."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A rule's part of the model. scores above 0 mean yes."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Sequence[str]) -> float:
        """The score of features that are there, each once."""
        return self.bias + sum(self.weights.get(feature, 0.0) for feature in features) / sqrt(len(features) or 1)


def _read() -> dict[str, Weights]:
    file = files("config").joinpath("model").joinpath("meaning.json")
    data = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return {rule: Weights(entry["bias"], entry["weights"]) for rule, entry in data.items()}


MODEL = _read()
"""By rule name."""


def features(window: Sequence[Sentence], families: Sequence[str]) -> list[str]:
    """The features of sentences read together: concepts, pairs of them in one sentence, pairs of them in the window."""
    every: set[str] = set()
    close: set[str] = set()
    for sentence in window:
        named = sorted(name for name in sentence.hits if name.split(".", 1)[0] in families)[:_MOST]
        every.update(named)
        close.update(f"{first}+{second}" for first, second in combinations(named, 2))
    some = sorted(every)[:_MOST]
    return [*some, *sorted(close), *(f"{first}&{second}" for first, second in combinations(some, 2))]


def likely(reading: Reading, rule: str, topic: Sequence[str], families: Sequence[str]) -> Iterator[Sentence]:
    """The sentences that the model takes for a breach of the rule, each read with its neighbours; the likeliest of a stretch.

    topic     concepts of which the sentence must name one
    families  whose concepts are features
    """
    weights = MODEL.get(rule)
    if weights is None:
        return
    best: tuple[float, Sentence] | None = None
    for sentence in reading.naming(*topic):
        window = [*sentence.near(1, 0), sentence, *sentence.near(0, 1)]
        score = weights.score(features(window, families))
        if best is not None and sentence.index - best[1].index > 2:
            yield best[1]
            best = None
        if score > 0 and (best is None or score > best[0]):
            best = (score, sentence)
    if best is not None:
        yield best[1]
