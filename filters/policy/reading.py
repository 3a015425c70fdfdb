"""Layers of parsed policy files, put one over the other. All mistakes of all layers are collected."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from filters.finding import Action
from filters.policy.exemptions import read_exemption
from filters.policy.options import with_options
from filters.policy.problems import Key, Problem, Problems
from filters.policy.trials import read_test
from filters.policy.values import Exemption, PolicyTest, Setting
from filters.rule import Rule
from filters.wording import WORDINGS

CHOICES = {"scope": ("marketplace", "all"), "held_reply": ("accept", "reject"), "language": tuple(WORDINGS)}
TOP_KEYS = ("name", "extends", *CHOICES, "exception", "test")
ACTIONS = tuple(str(action) for action in Action)


class Layer(NamedTuple):
    """One parsed policy file. `source` names it in problems."""

    source: str
    data: Mapping[str, Any]


class Reader:
    """The policy so far, each layer put over it in turn."""

    def __init__(self, rules: Sequence[Rule], today: date | None) -> None:
        self.rules = {rule.name: rule for rule in rules}
        self.families = tuple(dict.fromkeys(rule.family for rule in rules))
        self.today = today
        self.name = "default"
        self.choices: dict[str, str] = {key: valid[0] for key, valid in CHOICES.items()}
        self.settings = {rule.name: Setting(rule.usual, options=rule.options()) for rule in rules}
        self.exemptions: list[Exemption] = []
        self.tests: list[PolicyTest] = []
        self.problems: list[Problem] = []

    def read(self, layer: Layer) -> None:
        problems = Problems(layer.source)
        self.tests = []
        for key, value in layer.data.items():
            self.read_top(key, value, problems)
        self.problems += problems.found

    def read_top(self, key: str, value: Any, problems: Problems) -> None:
        if key in self.families:
            self.read_family(key, value, problems)
        elif key in ("exception", "test"):
            self.read_entries(key, value, problems)
        elif key not in TOP_KEYS:
            problems.unknown((key,), "table" if isinstance(value, dict) else "key", key, (*self.families, *TOP_KEYS))
        elif not isinstance(value, str):
            problems.wanted((key,), "a string", value)
        elif key in CHOICES and value not in CHOICES[key]:
            problems.unknown((key,), key, value, CHOICES[key])
        elif key in CHOICES:
            self.choices[key] = value
        elif key == "name":
            self.name = value

    def read_entries(self, key: str, value: Any, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.add((key,), f"must be an array of tables: write [[{key}]]")
            return
        for number, table in enumerate(value):
            if key == "test":
                test = read_test(table, (key, number), self.rules, problems)
                self.tests += [test] if test else []
            else:
                exemption = read_exemption(table, (key, number), self.rules, self.today, problems)
                self.exemptions += [exemption] if exemption else []

    def read_family(self, family: str, table: Any, problems: Problems) -> None:
        if not isinstance(table, dict):
            problems.wanted((family,), "a table", table)
            return
        names = [rule.name.split("/", 1)[1] for rule in self.rules.values() if rule.family == family]
        for name, value in table.items():
            if name == "options":
                self.read_options(family, value, names, problems)
            elif name not in names:
                problems.unknown((family, name), "rule", name, (*names, "options"))
            else:
                self.read_rule(self.rules[f"{family}/{name}"], value, (family, name), problems)

    def read_rule(self, rule: Rule, value: Any, key: Key, problems: Problems) -> None:
        """`rule = "action"` or `rule = { action, shadow }`. Naming an action enforces it unless `shadow` is said beside it."""
        table = {"action": value} if isinstance(value, str) else value
        if not isinstance(table, dict):
            problems.wanted(key, "an action or a table with 'action' and 'shadow'", value)
            return
        for name in table.keys() - {"action", "shadow"}:
            problems.unknown((*key, name), "key", name, ("action", "shadow"))
        setting = self.settings[rule.name]
        action = read_action(rule, table.get("action", str(setting.action)), key, problems)
        shadow = table.get("shadow", setting.shadow and "action" not in table)
        if not isinstance(shadow, bool):
            problems.wanted((*key, "shadow"), "a boolean", shadow)
        elif shadow and rule.family == "system":
            problems.add(key, "a failed inspection can only hold the message, not be a shadow")
        else:
            self.settings[rule.name] = replace(setting, action=action, shadow=shadow)

    def read_options(self, family: str, value: Any, names: Collection[str], problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.wanted((family, "options"), "a table", value)
            return
        for name, table in value.items():
            key: Key = (family, "options", name)
            if name not in names:
                problems.unknown(key, "rule", name, names)
            elif not isinstance(table, dict):
                problems.wanted(key, "a table", table)
            else:
                setting = self.settings[f"{family}/{name}"]
                options = with_options(setting.options, table, key, problems)
                self.settings[f"{family}/{name}"] = replace(setting, options=options)


def read_action(rule: Rule, value: Any, key: Key, problems: Problems) -> Action:
    """The action by its name, where this rule may have it; else the rule's default."""
    if not isinstance(value, str):
        problems.wanted((*key, "action"), "a string", value)
    elif value not in ACTIONS:
        problems.unknown(key, "action", value, ACTIONS)
    elif value != "hold" and rule.family == "system":
        problems.add(key, f"{rule.name} can only be 'hold': nothing is sent that was not inspected")
    elif value == "fix" and not rule.fixable:
        problems.add(key, f"{rule.name} has no repair, so it cannot be 'fix'; choose off, note, hold or reject")
    else:
        return Action[value.upper()]
    return rule.usual
