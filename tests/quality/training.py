"""`make model`: learns `config/model/meaning.json` from the passages that are not kept out. Needs the extra `train`.

Logistic regression on concepts, one rule at a time, with fixed seeds. The threshold is the lowest score above which, in
five-fold cross-validation, `_PRECISION` of what is found is right. Weights are rounded: the file is the same bytes again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold, cross_val_predict  # type: ignore[import-untyped]
from sklearn.preprocessing import normalize  # type: ignore[import-untyped]

from filters.detect.folded import fold
from filters.detect.meaning.model import features
from filters.detect.meaning.reading import read
from tests.quality.passages import Passage, passages

MODEL = Path(__file__).parents[2] / "config" / "model" / "meaning.json"
_PRECISION = 0.86
_FOLDS, _SEED, _SMALLEST = 5, 0, 0.02


def main() -> None:
    chosen = [passage for passage in passages() if not passage.held_out]
    vectors = DictVectorizer()
    rows = normalize(vectors.fit_transform(_features(passage) for passage in chosen))
    names = list(vectors.get_feature_names_out())
    rules = sorted({label for passage in chosen for label in passage.labels if label.startswith("reviews/")})
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_text(
        json.dumps({rule: _learnt(rule, chosen, rows, names) for rule in rules}, indent=0, sort_keys=True) + "\n", "utf-8"
    )


def _features(passage: Passage) -> dict[str, int]:
    return dict.fromkeys(features(read(fold(passage.text), passage.language).sentences), 1)


def _learnt(rule: str, chosen: list[Passage], rows: Any, names: list[str]) -> dict[str, float]:
    counted = np.array([rule not in passage.maybe for passage in chosen])
    wanted = np.array([rule in passage.labels for passage in chosen])[counted]
    learner = LogisticRegression(C=30, solver="liblinear", max_iter=500, random_state=_SEED)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    scores = cross_val_predict(learner, rows[counted], wanted, cv=folds, method="decision_function")
    learner.fit(rows[counted], wanted)
    weights = {
        name: round(float(weight), 2) for name, weight in zip(names, learner.coef_[0], strict=True) if abs(weight) >= _SMALLEST
    }
    return {"": round(float(learner.intercept_[0]) - _threshold(scores, wanted), 2), **weights}


def _threshold(scores: Any, wanted: Any) -> float:
    order = np.argsort(-scores, kind="stable")
    precision = np.cumsum(wanted[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(precision >= _PRECISION)
    return float(scores[order[enough[-1]]]) - 1e-6 if len(enough) else float("inf")


if __name__ == "__main__":
    main()
