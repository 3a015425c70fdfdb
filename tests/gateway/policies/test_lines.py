"""The line of a key in a TOML file."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policies.lines import keys, line_of

TEXT = '''name = "x"  # a comment with = and [brackets]
"quoted key" = 1
[links]
external = "fix"
options.external.allow = [
  "a.example",   # ] not the end
  "b = c",
]
opt-out = { action = "fix", shadow = true }

[links.options.logo]
strict = true
[[exception]]
rule = "a"
when = { words = "x" }
[[test]]
text = """
finds = ["not a key"]
[not.a.table]
"""
finds = []
[[test]]
html = \'\'\'
finds = [\'\'\'
finds = [ [ "x" ],
  "y" ]
[test.facts]
language = "de"
[ exception2 . "dotted.name" ]
a.b = 1
'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("name",), 1),
        (("quoted key",), 2),
        (("links",), 3),
        (("links", "external"), 4),
        (("links", "options", "external", "allow"), 5),
        (("links", "options", "external", "other"), 3),
        (("links", "opt-out", "shadow"), 9),
        (("links", "options", "logo", "strict"), 12),
        (("exception", 0), 13),
        (("exception", 0, "when", "words"), 15),
        (("exception", 0, "owner"), 13),
        (("test", 0, "finds"), 21),
        (("test", 1, "html"), 23),
        (("test", 1, "finds"), 25),
        (("test", 1, "facts", "language"), 28),
        (("exception2", "dotted.name", "a", "b"), 30),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_a_key_is_found_or_what_is_around_it(key: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, key) == line


def test_the_sample_is_toml() -> None:
    tomllib.loads(TEXT)


VALUES = st.recursive(
    st.sampled_from(['"a"', "'[b'", "1", "true", '"""\nx = 1\n[y]\n"""', "'''\n]'''"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[\n" + ",\n".join(items) + "]"),
    max_leaves=5,
)


@given(st.lists(st.tuples(st.sampled_from(["table", "array", "key"]), st.sampled_from("abcd"), VALUES), max_size=12))
def test_every_key_of_a_parsed_file_is_found_once(parts: list[tuple[str, str, str]]) -> None:
    kinds = {"table": "[{0}]\n", "array": "[[{0}]]\n", "key": "{0} = {1}\n"}
    text = "".join(kinds[kind].format(name, value) for kind, name, value in parts)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert sorted(map(str, {path for _, path in keys(text)})) == sorted(map(str, paths(data)))


def paths(data: dict[str, Any], above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = []
    for name, value in data.items():
        path = (*above, name)
        tables = list(enumerate(value)) if isinstance(value, list) and value and all(isinstance(v, dict) for v in value) else []
        found += [] if tables else [path]
        found += paths(value, path) if isinstance(value, dict) else []
        for number, table in tables:
            found += [(*path, number), *paths(table, (*path, number))]
    return found
