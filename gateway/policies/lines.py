"""Where in a TOML file a key stands: `tomllib` keeps no positions.

The file has been parsed without an error, so that this needs to tell only table headers, keys and the values that go on
over several lines.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

Key = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)(.+?)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_.\s-]|"(?:[^"\\]|\\.)*"|'[^']*')+?)\s*=""")
_TOKEN = re.compile(r'\"\"\"|\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\'|[\[\]{}]|#.*')


def line_of(text: str, key: Key) -> int:
    """The line, from 1, of the key or of the innermost table or key around it; 1 where there is none."""
    best, line = 0, 1
    for number, path in keys(text):
        if len(path) > best and key[: len(path)] == path:
            best, line = len(path), number
    return line


def keys(text: str) -> Iterator[tuple[int, Key]]:
    """Every table header and key with its line number and its whole path, indexes of arrays of tables included."""
    table: Key = ()
    counts: dict[Key, int] = {}
    inside = Value()
    for number, line in enumerate(text.split("\n"), 1):
        if inside.open:
            inside.read(line)
        elif header := _HEADER.match(line):
            table = resolved(dotted(header[2]), header[1] == "[[", counts)
            yield number, table
        elif found := _KEY.match(line):
            yield number, (*table, *dotted(found[1]))
            inside.read(line[found.end() :])


def dotted(key: str) -> list[str]:
    """The steps of a dotted key, quoted ones unquoted."""
    data = tomllib.loads(f"{key} = 0")
    steps = []
    while isinstance(data, dict):
        (step,) = data
        steps.append(step)
        data = data[step]
    return steps


def resolved(steps: list[str], array: bool, counts: dict[Key, int]) -> Key:
    """The path a header opens. `counts` remembers how many tables each array has."""
    path: Key = ()
    for position, step in enumerate(steps):
        path = (*path, step)
        if array and position == len(steps) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


class Value:
    """Follows a value over its lines: open strings of three quotes, open brackets."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0

    @property
    def open(self) -> bool:
        return bool(self._quote) or self._depth > 0

    def read(self, line: str) -> None:
        at = 0
        while at < len(line):
            if self._quote:
                end = line.find(self._quote, at)
                if end < 0:
                    return
                at, self._quote = end + 3, ""
            elif token := _TOKEN.search(line, at):
                at = token.end()
                self._take(token[0])
            else:
                return

    def _take(self, mark: str) -> None:
        if mark in ('"""', "'''"):
            self._quote = mark
        elif mark in "[{":
            self._depth += 1
        elif mark in "]}":
            self._depth -= 1
