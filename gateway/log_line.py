"""One log line: one JSON object, at most 2 KB, nothing in it that a terminal or a parser could take for something else."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

LIMIT = 2048
"""Bytes of a line, its end included."""

BUDGETS = (320, 96, 32, 8)
"""Encoded bytes of one string; tried in turn until the line fits. A list keeps a quarter as many items."""


def line(at: float, level: str, event: str, fields: Mapping[str, object]) -> bytes:
    """The line, with its `\\n`: pure ASCII, one object with `ts`, `level`, `event` and the fields. Long values end in `…`.

    `at` is seconds since the epoch. Names of fields are ours; values may be anybody's: strings, numbers, booleans, None, and
    lists and maps of those.
    """
    second, thousandths = divmod(int(at * 1_000), 1_000)
    head = f'{{"ts":"{_second(second)}.{thousandths:03}Z","level":"{level}","event":"{event}"'
    for budget in BUDGETS:
        text = head + "".join([f',"{name}":{_json(value, budget)}' for name, value in fields.items()]) + "}\n"
        if len(text) <= LIMIT:
            break
    return text.encode("ascii")


@functools.lru_cache(maxsize=4)
def _second(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat().removesuffix("+00:00")


def _json(value: object, budget: int) -> str:
    return _WRITERS.get(type(value), _other)(value, budget)


def _other(value: object, budget: int) -> str:
    """What only looks like one of the kinds below: a named number, a word of an enumeration."""
    if isinstance(value, Mapping):
        return _object(dict(value), budget)
    return _string(str(value), budget)


def _float(value: float, budget: int) -> str:
    """JSON has no number that is not finite."""
    return repr(round(value, 6)) if math.isfinite(value) else "null"


def _object(value: dict[object, object], budget: int) -> str:
    items = max(2, budget // 4)
    kept = {_string(str(name), budget): _json(item, budget) for name, item in islice(value.items(), items)}
    if len(value) > items:
        kept[_encode("…")] = str(len(value) - items)
    return "{" + ",".join([f"{name}:{item}" for name, item in kept.items()]) + "}"


def _array(value: Sequence[object], budget: int) -> str:
    items = max(2, budget // 4)
    kept = [_json(item, budget) for item in value[:items]]
    if len(value) > items:
        kept.append(_encode(f"… {len(value) - items}"))
    return "[" + ",".join(kept) + "]"


def _encode(text: str) -> str:
    """JSON in ASCII: every control character is escaped (JSON itself lets DEL stand)."""
    return json.dumps(text).replace("\x7f", "\\u007f")


def _string(text: str, budget: int) -> str:
    """At most `budget` bytes between its quotes; what is no character (a lone surrogate) is shown as its escape."""
    if len(text) <= budget and text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    whole = text[: budget + 1].encode("utf-8", "backslashreplace").decode("utf-8")
    cut = whole[:budget]
    while len(_encode(cut)) - 2 > budget:
        cut = cut[: len(cut) * 3 // 4]
    return _encode(cut if len(cut) == len(whole) else cut + "…")


_WRITERS: Mapping[type, Callable[[Any, int], str]] = {
    str: _string,
    int: lambda value, _: repr(value),
    float: _float,
    bool: lambda value, _: "true" if value else "false",
    type(None): lambda value, _: "null",
    dict: _object,
    list: _array,
    tuple: _array,
}
"""By exact type: a chain of questions about kinds costs more than writing the value."""
