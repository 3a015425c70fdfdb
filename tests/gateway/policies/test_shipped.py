"""The policies that are shipped."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from filters.catalogue import RULES
from filters.finding import Action
from filters.policy import Policy
from gateway.policies import PolicyFile
from gateway.policies.code import POLICIES

TODAY = date(2027, 1, 1)
SHIPPED = sorted(path.stem for path in POLICIES.glob("*.toml"))


def load(name: str) -> Policy:
    return PolicyFile(name).load(TODAY).site


def test_the_five_policies_are_there() -> None:
    assert SHIPPED == ["amazon", "amazon-2018", "amazon-2020", "amazon-preview", "strict"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_loads_by_its_name(name: str) -> None:
    assert load(name).name == name


def test_the_policy_amazon_states_every_rule_with_its_default(tmp_path: Path) -> None:
    data = tomllib.loads((POLICIES / "amazon.toml").read_text("utf-8"))
    stated = {
        f"{family}/{rule}": action
        for family, rules in data.items()
        if isinstance(rules, dict)
        for rule, action in rules.items()
    }
    assert stated == {rule.name: str(rule.usual) for rule in RULES}
    (tmp_path / "empty.toml").write_text("")
    assert load("amazon").digest == load(str(tmp_path / "empty.toml")).digest


def test_strict_is_nowhere_weaker_than_amazon() -> None:
    amazon, strict = load("amazon"), load("strict")
    assert all(strict.settings[rule].action >= setting.action for rule, setting in amazon.settings.items())
    ready = [rule for rule in RULES if rule.fixable and not rule.trial]
    assert not [rule.name for rule in ready if strict.settings[rule.name].action is Action.NOTE]


def test_the_preview_tries_every_rule_on_trial_and_enforces_none_of_them() -> None:
    preview = load("amazon-preview")
    tried = {rule: setting.action for rule, setting in preview.settings.items() if setting.shadow}
    assert tried == {rule.name: rule.default for rule in RULES if rule.trial}


@pytest.mark.parametrize(
    ("newer", "older", "asked_more"),
    [("amazon", "amazon-2020", set()), ("amazon-2020", "amazon-2018", {"order/return", "order/shipment"})],
)
def test_the_older_editions_are_nowhere_stronger_but_where_they_asked_for_more(
    newer: str, older: str, asked_more: set[str]
) -> None:
    before, after = load(older).settings, load(newer).settings
    assert {rule for rule, setting in after.items() if before[rule].action > setting.action} == asked_more


@pytest.mark.parametrize("name", SHIPPED)
def test_a_failed_inspection_holds_in_every_policy(name: str) -> None:
    actions = {setting.action for rule, setting in load(name).settings.items() if rule.startswith("system/")}
    assert actions == {Action.HOLD}
