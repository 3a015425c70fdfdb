"""The `[[exception]]` tables of a policy file."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import date
from typing import Any

from filters.policy.entry import Entry
from filters.policy.kinds import DAY, GLOBS, STRING, TABLE, text
from filters.policy.problems import Key, Problems
from filters.policy.values import Exemption, When

KEYS = ("rule", "when", "reason", "owner", "until")
WHEN_KEYS = tuple(field.name for field in dataclasses.fields(When))


def read_exemption(table: Any, key: Key, rules: Collection[str], today: date | None, problems: Problems) -> Exemption | None:
    """An exemption; None where it has mistakes."""
    entry = Entry(table, key, KEYS, problems)
    rule = entry.need("rule", STRING)
    when = read_when(entry)
    reason = entry.need("reason", text("a text that says why"))
    owner = entry.need("owner", text("the name of the person who answers for it"))
    until = entry.need("until", DAY)
    if rule is not None and rule not in rules:
        problems.unknown((*key, "rule"), "rule", rule, rules)
    elif rule is not None and rule.startswith("system/"):
        problems.add((*key, "rule"), "a failed inspection can have no exception")
    if until is not None and today is not None and until < today:
        problems.add((*key, "until"), f"the exception expired on {until}: extend it or remove it")
    return Exemption(rule, when, reason, owner, until) if entry.sound and when else None


def read_when(entry: Entry) -> When | None:
    """The conditions. There must be one: an exception from everything is the rule switched off, and must say so."""
    table = entry.need("when", TABLE)
    if table == {}:
        entry.problems.add((*entry.key, "when"), f"must name at least one of {', '.join(WHEN_KEYS)}")
    if not table:
        return None
    when = Entry(table, (*entry.key, "when"), WHEN_KEYS, entry.problems, "condition")
    return When(**{name: when.get(name, GLOBS, ()) for name in WHEN_KEYS})
