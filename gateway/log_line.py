"""One log line: one JSON object, at most 2 KB, nothing in it that a terminal or a parser could take for something else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

LIMIT = 2048
"""Bytes of a line, its end included."""

BUDGETS = (320, 96, 32, 8)
"""Encoded bytes of one string; tried in turn until the line fits. A list keeps a quarter as many items."""

_PLAIN = re.compile(r"[ !#-\[\]-~]*")
"""What JSON writes as it is."""


def line(at: datetime, level: str, event: str, fields: Mapping[str, object]) -> bytes:
    """The line, with its `\\n`: pure ASCII, one object with `ts`, `level`, `event` and the fields. Long values end in `…`.

    Names of fields are ours; values may be anybody's: strings, numbers, booleans, None, and lists and maps of those.
    """
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    for budget in BUDGETS:
        members = "".join([f',"{name}":{_json(value, budget)}' for name, value in fields.items()])
        text = f'{{"ts":"{stamp}","level":"{level}","event":"{event}"{members}}}\n'
        if len(text) <= LIMIT:
            break
    return text.encode("ascii")


def _json(value: object, budget: int) -> str:
    if isinstance(value, str):
        return _string(value, budget)
    if value is None or isinstance(value, int | float):
        return _scalar(value)
    if isinstance(value, Mapping):
        return _object(value, budget)
    return _array(value, budget) if isinstance(value, list | tuple) else _string(str(value), budget)


def _scalar(value: float | None) -> str:
    """What JSON has no number for, not finite, is null: the difference to itself tells, for integers of any size too."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None or value - value != 0 else repr(round(value, 6))


def _object(value: Mapping[object, object], budget: int) -> str:
    items = max(2, budget // 4)
    kept = {_string(str(name), budget): _json(item, budget) for name, item in list(value.items())[:items]}
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
    if len(text) <= budget and _PLAIN.fullmatch(text):
        return f'"{text}"'
    whole = text[: budget + 1].encode("utf-8", "backslashreplace").decode("utf-8")
    cut = whole[:budget]
    while len(_encode(cut)) - 2 > budget:
        cut = cut[: len(cut) * 3 // 4]
    return _encode(cut if len(cut) == len(whole) else cut + "…")
