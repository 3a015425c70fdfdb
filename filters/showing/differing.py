"""Two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from filters.showing.values import Change

WORDS = 4_000
"""Words between the first and the last change that are compared; beyond, that whole stretch is one change."""
AROUND = 12
"""Words shown before and after a change."""

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What became of the words, () where nothing did. Stretches that stay are cut to what stands around a change."""
    if before == after:
        return ()
    return tuple(_shortened(_all(before, after)))


def blocks(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """The changes as ranges of `before` and what stands there after, in order."""
    at = 0
    pending: tuple[int, int, str] | None = None
    for change in _all(before, after):
        if change.op == "same":
            if pending:
                yield pending
            pending = None
            at += len(change.text)
            continue
        start, end, text = pending or (at, at, "")
        if change.op == "gone":
            at += len(change.text)
            end = at
        pending = (start, end, text + (change.text if change.op == "new" else ""))
    if pending:
        yield pending


def _all(before: str, after: str) -> list[Change]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    return [*_kept(old[:head]), *middle, *_kept(old[len(old) - tail :])]


def _common(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def _kept(words: list[str]) -> list[Change]:
    return [Change("same", "".join(words))] if words else []


def _compared(old: list[str], new: list[str]) -> list[Change]:
    if max(len(old), len(new)) > WORDS:
        return [Change("gone", "".join(old)), Change("new", "".join(new))]
    found = []
    for op, low, high, first, last in SequenceMatcher(None, old, new, autojunk=True).get_opcodes():
        if op == "equal":
            found.append(Change("same", "".join(old[low:high])))
            continue
        found += [Change("gone", "".join(old[low:high]))] if high > low else []
        found += [Change("new", "".join(new[first:last]))] if last > first else []
    return found


def _shortened(found: list[Change]) -> Iterator[Change]:
    for number, change in enumerate(found):
        words = _WORD.findall(change.text) if change.op == "same" else []
        if len(words) <= 2 * AROUND:
            yield change
            continue
        head = "".join(words[:AROUND]) if number else ""
        tail = "".join(words[-AROUND:]) if number + 1 < len(found) else ""
        yield Change("same", f"{head} … {tail}")
