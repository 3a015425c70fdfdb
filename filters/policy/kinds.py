"""The kinds of value a policy file may give, what each is called, and what it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple


class Kind(NamedTuple):
    """`words` complete "must be …"; `fits` tests a parsed value; `value` makes it what the program keeps."""

    words: str
    fits: Callable[[Any], bool]
    value: Callable[[Any], Any] = lambda value: value


def _strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


BOOLEAN = Kind("a boolean", lambda value: isinstance(value, bool))
INTEGER = Kind("an integer", lambda value: isinstance(value, int) and not isinstance(value, bool))
NUMBER = Kind("a number", lambda value: isinstance(value, (int, float)) and not isinstance(value, bool), float)
STRING = Kind("a string", lambda value: isinstance(value, str))
STRINGS = Kind("an array of strings", _strings, tuple)
TABLE = Kind("a table", lambda value: isinstance(value, dict))
GLOBS = Kind(
    "a glob or an array of globs",
    lambda value: isinstance(value, str) or _strings(value),
    lambda value: (value,) if isinstance(value, str) else tuple(value),
)
DAY = Kind("a date (2027-03-31)", lambda value: isinstance(value, date) and not isinstance(value, datetime))
MOMENT = Kind(
    "a date with time and offset (2027-03-31T12:00:00Z)",
    lambda value: isinstance(value, datetime) and value.tzinfo is not None,
)

OF_TYPE: Mapping[Any, Kind] = {bool: BOOLEAN, int: INTEGER, float: NUMBER, str: STRING, tuple[str, ...]: STRINGS}
"""The types an option of a rule may have."""


def text(words: str) -> Kind:
    """A string that says something."""
    return Kind(words, lambda value: isinstance(value, str) and bool(value.strip()))
