"""What is wrong with a policy, told so that its author can put it right: where, what, and the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

Key = tuple[str | int, ...]
"""The way to a value in the parsed file: table names, and the index in an array of tables."""
FEW = 7
"""So many valid names are all told where none is close."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. `source` names the layer, `key` the value in it, `nearest` a valid name close to the given one or ''."""

    source: str
    key: Key
    message: str
    nearest: str = ""

    @property
    def path(self) -> str:
        """The key as written in TOML: `links.options.external.allow`, `exception[0].until`."""
        text = ""
        for step in self.key:
            text += f"[{step}]" if isinstance(step, int) else f".{step}"
        return text.removeprefix(".")

    def __str__(self) -> str:
        hint = f"; did you mean {self.nearest!r}?" if self.nearest else ""
        where = f"{self.path}: " if self.key else ""
        return f"{where}{self.message}{hint}"


class PolicyError(ValueError):
    """A policy that must not be used; `problems` are all of its mistakes."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{problem.source}: {problem}" for problem in self.problems))


class Problems:
    """Collects the mistakes of one layer while it is read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[Problem] = []

    def add(self, key: Key, message: str, nearest: str = "") -> None:
        self.found.append(Problem(self.source, key, message, nearest))

    def unknown(self, key: Key, kind: str, name: str, valid: Iterable[str]) -> None:
        """`name` is no valid `kind`; the closest valid one becomes the hint, or all of them where they are few."""
        names = list(valid)
        close = get_close_matches(name, names, 1, 0.5)
        few = f"; valid: {', '.join(names) or 'none'}" if not close and len(names) <= FEW else ""
        self.add(key, f"unknown {kind} {name!r}{few}", close[0] if close else "")

    def wanted(self, key: Key, kind: str, value: object) -> None:
        self.add(key, f"must be {kind}, not {describe(value)}")


def describe(value: object) -> str:
    """A value that does not fit, in the words of TOML."""
    if isinstance(value, str):
        return "a string" if value.strip() else "an empty string"
    if isinstance(value, list) and value:
        return f"an array with {describe(next((item for item in value if not isinstance(item, str)), value[0]))}"
    kinds: dict[type, str] = {bool: "a boolean", int: "an integer", float: "a float", list: "an empty array", dict: "a table"}
    return kinds.get(type(value), "a date or time")
