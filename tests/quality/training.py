"""`make model`: learns `config/model/meaning.json` from the passages. Needs the extra `train`.

Logistic regression, a rule at a time. A passage breaks a rule if one of its windows does: which of them is learnt as well.
Passages that were kept from the tables weigh more, for only they show what a table misses. The two thresholds are the same
for all rules, chosen on such passages alone and in five folds that keep a scene, which recurs in other languages, together:
`unsure` and `sure` are the lowest scores from which on all rules together leave `_UNSURE` and `_SURE` of the clean and
near-miss passages alone. What is sure is nearly always a breach; which of two rules alike it breaks is less certain.

No figure in `REPORT.md` is of passages used here. Weights are rounded: the file is the same bytes again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from tests.quality.examples import NOT_OF_EXCERPTS, Example, examples, rules_learnt
from tests.quality.passages import passages

MODEL = Path(__file__).parents[2] / "config" / "model" / "meaning.json"
_UNSURE, _SURE = 0.98, 0.99
_FOLDS, _SEED, _ROUNDS = 5, 0, 2
_STRENGTH, _RARE, _SMALLEST = 1.0, 3, 0.02
_OF_BOTH = 0.5
"""How much features of two things count beside those of one: less, or each rule would be learnt by heart."""
_KEPT = 3.0
"""How much a passage weighs that was kept from the tables."""


def main() -> None:
    chosen = [passage for passage in passages() if not passage.final]
    rules = rules_learnt(chosen)
    learner = Learner(examples(chosen, rules))
    names = [rule.name for rule in rules]
    scores, wanted, counted = learner.unseen(names)
    unsure, sure = (round(_alone(share, scores, wanted, counted), 2) for share in (_UNSURE, _SURE))
    print(f"unsure {unsure}, sure {sure}")
    MODEL.write_text(_file(names, unsure, sure, learner.weights(names)), "utf-8")


class Learner:
    """Examples as matrices: one row a window, and one a passage for rules that ask what it is for as a whole."""

    def __init__(self, every: list[Example]) -> None:
        vectors = DictVectorizer()
        parts = vectors.fit_transform(_row(part) for example in every for part in example.windows)
        often = np.asarray((parts > 0).sum(axis=0)).ravel() >= _RARE
        self.names: list[str] = list(vectors.get_feature_names_out()[often])
        self.parts = parts[:, often]
        self.wholes = vectors.transform(_row(example.whole) for example in every)[:, often]
        self.every = every
        self.owner = np.repeat(np.arange(len(every)), [len(example.windows) for example in every])
        self.folds = np.array([example.passage.fold(_FOLDS) for example in every])
        self.kept = np.array([example.passage.held_out for example in every])

    def unseen(self, names: list[str]) -> tuple[Any, Any, Any]:
        """Of passages kept from the tables: scores of models that know no such scene, what is wanted, and what counts."""
        columns = (self._crossed, self._wanted, self._counted)
        scores, wanted, counted = (np.column_stack([column(name) for name in names])[self.kept] for column in columns)
        return scores, wanted, counted

    def weights(self, names: list[str]) -> dict[str, list[float]]:
        """Each feature's weight for each rule."""
        everything = np.ones(len(self.every), bool)
        learnt = [self._learnt(name, everything) for name in names]
        scale = [_scale(name) for name in self.names]
        table = np.column_stack([model.coef_[0] * scale for model in learnt]).round(2)
        table[np.abs(table) < _SMALLEST] = 0
        begin = {"": [round(float(model.intercept_[0]), 2) for model in learnt]}
        return begin | {name: row.tolist() for name, row in zip(self.names, table, strict=True) if row.any()}

    def _wanted(self, rule: str) -> Any:
        return np.array([rule in example.passage.labels for example in self.every])

    def _counted(self, rule: str) -> Any:
        return np.array([example.counts(rule) for example in self.every])

    def _crossed(self, rule: str) -> Any:
        scores = np.zeros(len(self.every))
        for fold in range(_FOLDS):
            scored = self._scores(rule, self._learnt(rule, self.folds != fold))
            scores[self.folds == fold] = scored[self.folds == fold]
        return scores

    def _scores(self, rule: str, model: Any) -> Any:
        """A passage's score: its likeliest window's."""
        if rule in NOT_OF_EXCERPTS:
            return model.decision_function(self.wholes)
        scores = np.full(len(self.every), -np.inf)
        np.maximum.at(scores, self.owner, model.decision_function(self.parts))
        return scores

    def _learnt(self, rule: str, usable: Any) -> Any:
        usable = usable & self._counted(rule)
        weights = np.where(self.kept, _KEPT, 1.0)
        wanted = self._wanted(rule)
        if rule in NOT_OF_EXCERPTS:
            return _regression().fit(self.wholes[usable], wanted[usable], weights[usable])
        return self._learnt_from_windows(rule, usable, wanted, weights)

    def _learnt_from_windows(self, rule: str, usable: Any, wanted: Any, weights: Any) -> Any:
        """Begins with the breaches that have one window, then takes the likeliest window of each of the others."""
        many = np.bincount(self.owner)
        innocent = np.flatnonzero((usable & ~wanted)[self.owner])
        guilty = np.flatnonzero((usable & wanted & (many == 1))[self.owner])
        weights = weights / np.where(wanted, 1.0, np.sqrt(many))
        for _ in range(_ROUNDS):
            rows = np.concatenate([guilty, innocent])
            model = _regression().fit(self.parts[rows], wanted[self.owner[rows]], weights[self.owner[rows]])
            scores = model.decision_function(self.parts)
            highest = scores >= self._scores(rule, model)[self.owner]
            guilty = np.flatnonzero((usable & wanted)[self.owner] & highest)
        return model


def _regression() -> Any:
    return LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=_SEED)


def _scale(feature: str) -> float:
    return _OF_BOTH if feature.endswith("?") or " " in feature else 1.0


def _row(features: frozenset[str]) -> dict[str, float]:
    return {feature: _scale(feature) for feature in sorted(features)}


def _alone(share: float, scores: Any, wanted: Any, counted: Any) -> float:
    """The score above which no more clean passages have one than may."""
    clean = ~wanted.any(axis=1)
    highest = np.sort(np.where(counted, scores, -np.inf)[clean].max(axis=1))[::-1]
    return float(highest[int(len(highest) * (1 - share))]) + 0.01


def _file(rules: list[str], unsure: float, sure: float, weights: dict[str, list[float]]) -> str:
    lines = ",\n".join(f"{json.dumps(name)}: {_short(row)}" for name, row in sorted(weights.items()))
    head = {"rules": rules, "whole": sorted(NOT_OF_EXCERPTS & set(rules)), "unsure": unsure, "sure": sure}
    return f'{json.dumps(head)[:-1]}, "weights": {{\n{lines}\n}}}}\n'


def _short(row: list[float]) -> str:
    return json.dumps([int(weight) if weight == int(weight) else weight for weight in row], separators=(",", ":"))


if __name__ == "__main__":
    main()
