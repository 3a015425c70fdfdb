"""A rule's options from a TOML table, checked against the type hints of its options dataclass."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

from filters.policy.problems import Key, Problems

KINDS: Mapping[Any, str] = {
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    str: "a string",
    tuple[str, ...]: "an array of strings",
}
"""The types an option may have, in the words of TOML."""


@cache
def option_types(options: type) -> Mapping[str, Any]:
    """The options' names and types, in order."""
    hints = typing.get_type_hints(options)
    return {option.name: hints[option.name] for option in dataclasses.fields(options)}


def with_options(current: Any, table: Mapping[str, Any], key: Key, problems: Problems) -> Any:
    """`current` with the options of the table put over it; `current` itself where the table has mistakes."""
    types = option_types(type(current))
    changes = {}
    before = len(problems.found)
    for name, value in table.items():
        if name not in types:
            problems.unknown((*key, name), "option", name, types)
        elif not fits(value, types[name]):
            problems.wanted((*key, name), KINDS[types[name]], value)
        else:
            changes[name] = converted(value, types[name])
    if len(problems.found) > before:
        return current
    try:
        return dataclasses.replace(current, **changes)
    except ValueError as error:
        problems.add(key, str(error))
        return current


def fits(value: object, wanted: Any) -> bool:
    """Whether a TOML value has the option's type. A boolean is no integer; an integer is a number."""
    if wanted == tuple[str, ...]:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if wanted is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return type(value) is wanted


def converted(value: Any, wanted: Any) -> Any:
    if wanted == tuple[str, ...]:
        return tuple(value)
    return float(value) if wanted is float else value
