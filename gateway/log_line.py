"""One log line: one JSON object, at most 2 KB, nothing in it that a terminal or a parser could take for something else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
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
        cut = {"ts": stamp, "level": level, "event": event} | {name: _cut(value, budget) for name, value in fields.items()}
        text = _encode(cut) + "\n"
        if len(text) <= LIMIT:
            break
    return text.encode("ascii")


def _encode(value: object) -> str:
    """JSON in ASCII: every control character is escaped (JSON itself lets DEL stand)."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("\x7f", "\\u007f")


def _cut(value: object, budget: int) -> object:
    if isinstance(value, str):
        return _cut_text(value, budget)
    if isinstance(value, float):
        return round(value, 6)
    items = max(2, budget // 4)
    if isinstance(value, Mapping):
        kept = {_cut_text(str(name), budget): _cut(item, budget) for name, item in list(value.items())[:items]}
        return kept | ({"…": len(value) - items} if len(value) > items else {})
    if isinstance(value, list | tuple):
        return [_cut(item, budget) for item in value[:items]] + ([f"… {len(value) - items}"] if len(value) > items else [])
    return value


def _cut_text(text: str, budget: int) -> str:
    """At most `budget` bytes once encoded; what is no character (a lone surrogate) is shown as its escape."""
    if len(text) <= budget and _PLAIN.fullmatch(text):
        return text
    whole = text[: budget + 1].encode("utf-8", "backslashreplace").decode("utf-8")
    cut = whole[:budget]
    while len(_encode(cut)) - 2 > budget:
        cut = cut[: len(cut) * 3 // 4]
    return cut if len(cut) == len(whole) else cut + "…"
