"""The arrays of tables of a policy file: `[[exception]]` and `[[test]]`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from filters.facts import Facts
from filters.policy.problems import Key, Problems
from filters.policy.values import Exemption, PolicyTest, When

EXEMPTION_KEYS = ("rule", "when", "reason", "owner", "until")
TEST_KEYS = ("text", "html", "subject", "reply", "facts", "finds", "becomes")
PARTS = ("text", "html", "subject")
WHEN_KEYS = tuple(field.name for field in dataclasses.fields(When))
FACT_KEYS = tuple(field.name for field in dataclasses.fields(Facts) if field.name not in ("reply", "extra"))


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def is_texts(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))


def texts(value: str | list[str]) -> tuple[str, ...]:
    """A string stands for an array of one."""
    return (value,) if isinstance(value, str) else tuple(value)


class Entry:
    """One table of an array, and where its mistakes go."""

    def __init__(self, table: Any, key: Key, keys: Collection[str], problems: Problems) -> None:
        self.key, self.problems = key, problems
        self.table: Mapping[str, Any] = table if isinstance(table, dict) else {}
        self._before = len(problems.found)
        if not isinstance(table, dict):
            problems.wanted(key, "a table", table)
        for name in self.table:
            if name not in keys:
                problems.unknown((*key, name), "key", name, keys)

    @property
    def sound(self) -> bool:
        return len(self.problems.found) == self._before

    def get(self, name: str, fits: Callable[[object], bool], kind: str, default: Any = None) -> Any:
        """The value of an optional key."""
        value = self.table.get(name)
        if value is None:
            return default
        if fits(value):
            return value
        self.problems.add((*self.key, name), f"must be {kind}")
        return default

    def need(self, name: str, fits: Callable[[object], bool], kind: str) -> Any:
        """The value of a key that must be there."""
        if name not in self.table and self.table:
            self.problems.add(self.key, f"lacks {name!r}, which must be {kind}")
        return self.get(name, fits, kind)


def read_exemption(table: Any, key: Key, rules: Collection[str], today: date | None, problems: Problems) -> Exemption | None:
    """An `[[exception]]`; None where it has mistakes. An exception with no condition would be the rule switched off."""
    entry = Entry(table, key, EXEMPTION_KEYS, problems)
    rule = entry.need("rule", is_text, "the name of a rule")
    reason = entry.need("reason", is_text, "a text that says why")
    owner = entry.need("owner", is_text, "the name of the person who answers for it")
    until = entry.need("until", is_date, "a date (2027-03-31)")
    when = read_when(entry)
    if rule is not None and rule not in rules:
        problems.unknown((*key, "rule"), "rule", rule, rules)
    elif rule is not None and rule.startswith("system/"):
        problems.add((*key, "rule"), "a failed inspection can have no exception")
    if until is not None and today is not None and until < today:
        problems.add((*key, "until"), f"the exception expired on {until}: extend it or remove it")
    return Exemption(rule, when, reason, owner, until) if entry.sound and when else None


def read_when(entry: Entry) -> When | None:
    table = entry.need("when", lambda value: isinstance(value, dict) and bool(value), "a table with at least one condition")
    if table is None:
        return None
    when = Entry(table, (*entry.key, "when"), WHEN_KEYS, entry.problems)
    globs = {name: texts(when.get(name, is_texts, "a glob or an array of globs", "")) for name in WHEN_KEYS if name in table}
    return When(**globs) if when.sound else None


def read_test(table: Any, key: Key, rules: Collection[str], problems: Problems) -> PolicyTest | None:
    """A `[[test]]`; None where it has mistakes."""
    entry = Entry(table, key, TEST_KEYS, problems)
    parts = {name: entry.get(name, lambda value: isinstance(value, str), "a string") for name in PARTS}
    reply = entry.get("reply", lambda value: isinstance(value, bool), "a boolean", False)
    facts = entry.get("facts", lambda value: isinstance(value, dict), "a table", {})
    finds = entry.get("finds", lambda value: isinstance(value, list) and is_texts(value), "an array of rule names")
    becomes = read_becomes(entry, [name for name in PARTS if parts[name] is not None])
    for name in facts:
        if name not in FACT_KEYS:
            problems.unknown((*key, "facts", name), "fact", name, FACT_KEYS)
    for name in finds or ():
        if name not in rules:
            problems.unknown((*key, "finds"), "rule", name, rules)
    if finds is None and not becomes and entry.sound:
        problems.add(key, "expects nothing: give 'finds' or 'becomes'")
    if not entry.sound:
        return None
    return PolicyTest(**parts, reply=reply, facts=facts, finds=None if finds is None else tuple(finds), becomes=becomes)


def read_becomes(entry: Entry, given: list[str]) -> Mapping[str, str]:
    """What each part becomes; a plain string speaks of the first part that the test gives."""
    value = entry.get("becomes", lambda value: isinstance(value, (str, dict)), "a string or a table of strings", {})
    if not given and entry.table:
        entry.problems.add(entry.key, "has no message: give 'text', 'html' or 'subject'")
        return {}
    if isinstance(value, str):
        return {given[0]: value}
    becomes = Entry(value, (*entry.key, "becomes"), given, entry.problems)
    return {name: becomes.get(name, lambda text: isinstance(text, str), "a string", "") for name in value}
