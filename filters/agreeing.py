"""Which edits can be made together: no two of them may touch the same text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from itertools import pairwise

from filters.edits import Edit

Repair = tuple[Edit, ...]
"""The edits of one finding. They are made together or not at all: an opening tag never goes without its closing one."""


def agreed(repairs: Iterable[Repair]) -> tuple[Edit, ...]:
    """Sorted edits without overlap. Equal ones merge, the wider repair wins, the rest waits for the next look."""
    taken: dict[int, list[Edit]] = {}
    for repair in sorted(dict.fromkeys(repairs), key=_width, reverse=True):
        edits = sorted(set(repair))
        if all(_fits(edit, taken.get(edit.document, [])) for edit in edits) and _disjoint(edits):
            for edit in edits:
                _take(edit, taken.setdefault(edit.document, []))
    return tuple(edit for document in sorted(taken) for edit in taken[document])


def _width(repair: Repair) -> int:
    return sum(edit.end - edit.start for edit in repair)


def _fits(edit: Edit, taken: list[Edit]) -> bool:
    """Whether the edit is one of those taken, or touches none of them."""
    at = bisect_left(taken, edit)
    if at < len(taken) and taken[at] == edit:
        return True
    return all(not _clash(edit, other) for other in taken[max(at - 1, 0) : at + 1])


def _clash(one: Edit, other: Edit) -> bool:
    """Whether two edits of a document touch the same text, or begin at the same place so that their order is open."""
    return one.start == other.start or (one.start < other.end and other.start < one.end)


def _disjoint(edits: list[Edit]) -> bool:
    return not any(one.document == other.document and _clash(one, other) for one, other in pairwise(edits))


def _take(edit: Edit, taken: list[Edit]) -> None:
    at = bisect_left(taken, edit)
    if at == len(taken) or taken[at] != edit:
        insort(taken, edit)
