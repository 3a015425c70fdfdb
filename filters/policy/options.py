"""A rule's options from a TOML table, checked against the type hints of its options dataclass."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from typing import Any

from filters.policy.entry import Entry
from filters.policy.kinds import OF_TYPE
from filters.policy.problems import Key, Problems


def option_types(options: type) -> Mapping[str, Any]:
    """The options' names and types, in order."""
    hints = typing.get_type_hints(options)
    return {option.name: hints[option.name] for option in dataclasses.fields(options)}


def with_options(current: Any, table: Mapping[str, Any], key: Key, problems: Problems) -> Any:
    """`current` with the options of the table put over it; `current` itself where the table has mistakes."""
    types = option_types(type(current))
    entry = Entry(table, key, types, problems, "option")
    changes = {name: entry.get(name, OF_TYPE[types[name]]) for name in table if name in types}
    if not entry.sound:
        return current
    try:
        return dataclasses.replace(current, **changes)
    except ValueError as error:
        problems.add(key, str(error))
        return current
