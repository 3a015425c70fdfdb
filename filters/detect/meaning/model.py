"""A small linear model over the concepts that sentences name together: for what no relation of a rule foresaw.

Its weights are data (`config/model/meaning.json`, made by `make model`), read once at import like the phrase tables. As its
features are concepts and no words, it knows every language that has tables, and is small. What it alone says is unsure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from math import sqrt

from filters.detect.meaning.reading import Reading, Sentence

_MOST = 24
"""Concepts of a window that are paired, so that a sentence of nothing but concepts stays cheap."""
FAMILIES = ("reviews.", "common.")
"""Whose concepts are features."""


def _read() -> dict[str, dict[str, float]]:
    file = files("config").joinpath("model").joinpath("meaning.json")
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}


def _by_feature(model: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[float, ...]]:
    every = sorted({feature for weights in model.values() for feature in weights})
    return {feature: tuple(weights.get(feature, 0.0) for weights in model.values()) for feature in every}


_READ = _read()
RULES = tuple(_READ)
"""The rules that the model knows."""
_WEIGHTS = _by_feature(_READ)
"""Feature to its weight for each of `RULES`; the feature "" is what a score begins with. Above 0 means yes."""


def features(window: Sequence[Sentence]) -> list[str]:
    """The features of sentences read together: concepts, pairs of them in one sentence, pairs of them in the window."""
    every: set[str] = set()
    close: set[str] = set()
    for sentence in window:
        named = sorted(name for name in sentence.hits if name.startswith(FAMILIES))[:_MOST]
        every.update(named)
        close.update(f"{first}+{second}" for first, second in combinations(named, 2))
    some = sorted(every)[:_MOST]
    return [*some, *sorted(close), *(f"{first}&{second}" for first, second in combinations(some, 2))]


def _score(window: Sequence[Sentence]) -> list[float]:
    """For each of `RULES`."""
    named = features(window)
    known = [weights for feature in named if (weights := _WEIGHTS.get(feature))]
    length = sqrt(len(named) or 1)
    return [start + sum(each) / length for start, *each in zip(_WEIGHTS[""], *known, strict=True)]


@lru_cache(maxsize=64)
def _scores(reading: Reading, topic: tuple[str, ...]) -> list[tuple[Sentence, list[float]]]:
    """The scores of the sentences that name a concept of the topic, each read with its neighbours."""
    return [(it, _score([*it.near(1, 0), it, *it.near(0, 1)])) for it in reading.naming(*topic)]


def likely(reading: Reading, rule: str, topic: tuple[str, ...]) -> Iterator[Sentence]:
    """The sentences that the model takes for a breach of the rule; the likeliest of neighbours.

    topic  concepts of which the sentence must name one
    """
    if rule not in RULES:
        return
    number = RULES.index(rule)
    best: tuple[float, Sentence] | None = None
    for sentence, scores in _scores(reading, topic):
        if best is not None and sentence.index - best[1].index > 2:
            yield best[1]
            best = None
        if scores[number] > 0 and (best is None or scores[number] > best[0]):
            best = (scores[number], sentence)
    if best is not None:
        yield best[1]
