"""Figures on answers as a page of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tests.quality.measuring import Answer

_HEAD = """# How well the rules on meaning do

Measured by `make quality` on {count} of {all} passages: those that no table, no weight and no threshold was made from. Most are
breaches and their closest innocent neighbours, so ordinary mail fares better. `ROUNDS.md` has whole messages at first sight.
*Recall*: of what a careful reviewer sees, what the rules find. *Precision*: of what they find, what the reviewer sees.
*Alone*: clean and near-miss passages in which nothing is found. *Unweighed*: what the rules see before the model weighs it.

"""


def report(answers: Sequence[Answer], unweighed: Sequence[Answer], every: int) -> str:
    """The page: over all, by language, by rule; `unweighed` are the answers without the model."""
    rules = sorted({name for answer in answers for name in answer.expected | answer.found})
    languages = sorted({answer.passage.language for answer in answers})
    parts = [
        _HEAD.format(count=len(answers), all=every),
        _table("", [("all", answers, _any), ("unweighed", unweighed, _any)]),
        _table("language", [(name, _of(answers, name), _any) for name in languages]),
        _table("rule", [(rule, answers, _one(rule)) for rule in rules]),
        _table("unweighed", [(rule, unweighed, _one(rule)) for rule in rules]),
    ]
    return "\n".join(parts)


def _any(name: str) -> bool:
    return True


def _one(rule: str) -> Callable[[str], bool]:
    return lambda name: name == rule


def _of(answers: Sequence[Answer], language: str) -> list[Answer]:
    return [answer for answer in answers if answer.passage.language == language]


def _table(title: str, rows: Iterable[tuple[str, Sequence[Answer], Callable[[str], bool]]]) -> str:
    lines = [f"| {title} | expected | found | recall | precision | alone |", "|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(_row(name, answers, counts) for name, answers, counts in rows), ""])


def _row(name: str, answers: Sequence[Answer], counts: Callable[[str], bool]) -> str:
    expected = sum(counts(rule) for answer in answers for rule in answer.expected)
    found = sum(counts(rule) for answer in answers for rule in answer.found)
    right = sum(counts(rule) for answer in answers for rule in answer.expected & answer.found)
    clean = [answer for answer in answers if not any(map(counts, answer.expected))]
    alone = sum(not any(map(counts, answer.found)) for answer in clean)
    return f"| {name} | {expected} | {found} | {_part(right, expected)} | {_part(right, found)} | {_part(alone, len(clean))} |"


def _part(some: int, of: int) -> str:
    return f"{some / of:.3f}" if of else "–"
