"""One table of a policy file, read key by key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from filters.policy.kinds import Kind
from filters.policy.problems import Key, Problems


class Entry:
    """A table whose keys are known, and where its mistakes go."""

    def __init__(self, table: Any, key: Key, keys: Collection[str], problems: Problems, kind: str = "key") -> None:
        self.key, self.problems = key, problems
        self.table: Mapping[str, Any] = table if isinstance(table, dict) else {}
        self._before = len(problems.found)
        if not isinstance(table, dict):
            problems.wanted(key, "a table", table)
        for name in self.table:
            if name not in keys:
                problems.unknown((*key, name), kind, name, keys)

    @property
    def sound(self) -> bool:
        """Whether nothing was wrong since this entry was begun."""
        return len(self.problems.found) == self._before

    def get(self, name: str, kind: Kind, default: Any = None) -> Any:
        """The value of an optional key."""
        value = self.table.get(name)
        if value is None:
            return default
        if kind.fits(value):
            return kind.value(value)
        self.problems.wanted((*self.key, name), kind.words, value)
        return default

    def need(self, name: str, kind: Kind) -> Any:
        """The value of a key that must be there."""
        if name not in self.table and self.table:
            self.problems.add(self.key, f"lacks {name!r}, which must be {kind.words}")
        return self.get(name, kind)
