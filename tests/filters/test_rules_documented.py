"""Every rule has a manual, its examples are true, it has cases, and it is listed."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest

import filters.rules
from filters.catalogue import RULES
from filters.finding import Action
from filters.policy.kinds import OF_TYPE
from filters.policy.options import option_types
from filters.rule import NoOptions, Rule
from tests.support.rule_runs import finds

HEADINGS = ["What it finds", "Why", "Example", "Allowed", "Fix", "Options", "Source"]
ROOT = Path(filters.rules.__file__).parent
CASES = Path(__file__).parents[1] / "cases"
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.glob("*/*.py") if path.stem != "__init__"
)
LINE = re.compile(r"([a-z+]+): (.+)")
MADE_ELSEWHERE = ("system/crash", "system/timeout", "system/integrity")
"""Findings that the inspection makes, not a look at the message."""


def module_of(name: str) -> ModuleType:
    return importlib.import_module(f"filters.rules.{name}")


def sections(module: ModuleType) -> dict[str, list[str]]:
    """The manual's lines by heading, in order; those before the first heading under ''."""
    found: dict[str, list[str]] = {"": []}
    for line in inspect.getdoc(module).splitlines():  # type: ignore[union-attr]
        if line and not line.startswith(" ") and len(found[""]) > 1:
            found[line] = []
        else:
            found[list(found)[-1]].append(line.strip())
    return found


def examples(heading: str) -> Iterator[object]:
    for name in MODULES:
        for line in sections(module_of(name)).get(heading, ()):
            if match := LINE.fullmatch(line):
                yield pytest.param(name, match[1], match[2], id=f"{name}: {line[:50]}")


@pytest.mark.parametrize("name", MODULES)
def test_the_manual_has_its_headings_in_order(name: str) -> None:
    module = module_of(name)
    told = sections(module)
    assert [heading for heading in told if heading] == HEADINGS
    assert all(any(lines) for lines in told.values()), "a heading with nothing below it"
    assert told[""][0].startswith(f"{module.RULE.name}: ")


@pytest.mark.parametrize("name", MODULES)
def test_the_manual_shows_an_example_that_can_be_tried(name: str) -> None:
    told = sections(module_of(name))
    for heading in ("Example", "Allowed"):
        lines = [line for line in told[heading] if line]
        assert any(map(LINE.fullmatch, lines)) or lines[0].startswith("None"), f"nothing to try under {heading}"


@pytest.mark.parametrize(("name", "kind", "text"), list(examples("Example")))
def test_an_example_is_found(name: str, kind: str, text: str) -> None:
    assert finds(module_of(name).RULE, kind, text)


@pytest.mark.parametrize(("name", "kind", "text"), list(examples("Allowed")))
def test_what_is_allowed_is_not_found(name: str, kind: str, text: str) -> None:
    assert finds(module_of(name).RULE, kind, text) == []


@pytest.mark.parametrize("name", MODULES)
def test_the_rule_is_named_as_its_file_and_listed_once(name: str) -> None:
    rule = module_of(name).RULE
    assert rule.name == name.rstrip("_").replace(".", "/").replace("_", "-")
    assert [listed.name for listed in RULES].count(rule.name) == 1


def test_every_listed_rule_has_its_file() -> None:
    files = sorted(name.rstrip("_") for name in MODULES)
    assert sorted(rule.name.replace("/", ".").replace("-", "_") for rule in RULES) == files


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_all_that_a_reason_needs(rule: Rule) -> None:
    for text in (rule.summary, rule.clause, rule.advice):
        assert text.isascii(), "stands in SMTP replies"
        assert text.endswith(".")
        assert "\n" not in text
    assert rule.default is not Action.FIX or rule.fixable


@pytest.mark.parametrize("name", MODULES)
def test_the_options_are_plain_and_in_the_manual(name: str) -> None:
    module = module_of(name)
    options = module.RULE.options
    assert set(map(str, option_types(options).values())) <= set(map(str, OF_TYPE))
    manual = " ".join(sections(module)["Options"])
    assert all(option.name in manual for option in fields(options))
    assert (options is NoOptions) == manual.startswith("None")


@pytest.mark.parametrize("name", MODULES)
def test_a_rule_has_cases(name: str) -> None:
    rule = module_of(name).RULE
    assert (CASES / f"{rule.name}.toml").is_file() is (rule.name not in MADE_ELSEWHERE)
