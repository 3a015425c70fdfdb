"""The `[[test]]` tables of a policy file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from filters.policy.entry import Entry
from filters.policy.kinds import BOOLEAN, MOMENT, STRING, STRINGS, TABLE, Kind
from filters.policy.problems import Key, Problems
from filters.policy.values import PolicyTest

PARTS = ("text", "html", "subject")
KEYS = (*PARTS, "reply", "facts", "finds", "becomes")
FACTS: Mapping[str, Kind] = {
    **dict.fromkeys(("mail_from", "login", "account", "language"), STRING),
    **dict.fromkeys(("rcpt_to", "order_ids", "senders"), STRINGS),
    "now": MOMENT,
}
"""The facts a test may give."""


def read_test(table: Any, key: Key, rules: Collection[str], problems: Problems) -> PolicyTest | None:
    """A test; None where it has mistakes."""
    entry = Entry(table, key, KEYS, problems)
    parts = {name: entry.get(name, STRING) for name in PARTS}
    given = [name for name, value in parts.items() if value is not None]
    reply = entry.get("reply", BOOLEAN, False)
    facts = read_facts(entry)
    finds = read_finds(entry, rules)
    becomes = read_becomes(entry, given)
    if entry.sound and not given:
        problems.add(key, "has no message: give 'text', 'html' or 'subject'")
    elif entry.sound and finds is None and not becomes:
        problems.add(key, "expects nothing: give 'finds' or 'becomes'")
    return PolicyTest(**parts, reply=reply, facts=facts, finds=finds, becomes=becomes) if entry.sound else None


def read_facts(entry: Entry) -> Mapping[str, Any]:
    """Fields of `Facts` by name."""
    facts = Entry(entry.get("facts", TABLE, {}), (*entry.key, "facts"), FACTS, entry.problems, "fact")
    return {name: facts.get(name, FACTS[name]) for name in facts.table if name in FACTS}


def read_finds(entry: Entry, rules: Collection[str]) -> tuple[str, ...] | None:
    finds: tuple[str, ...] | None = entry.get("finds", STRINGS)
    for name in finds or ():
        if name not in rules:
            entry.problems.unknown((*entry.key, "finds"), "rule", name, rules)
    return finds


def read_becomes(entry: Entry, given: Sequence[str]) -> Mapping[str, str]:
    """What each part becomes; a plain string speaks of the first part that the test gives."""
    value = entry.table.get("becomes", {})
    if isinstance(value, str):
        return {given[0]: value} if given else {}
    becomes = Entry(value, (*entry.key, "becomes"), given, entry.problems, "part of this test")
    return {name: becomes.get(name, STRING, "") for name in becomes.table}
