"""`mailsluice rules`: what is looked for, and what is done about it; as a list or as the catalogue page."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from filters.catalogue import RULES
from filters.policy import Policy
from filters.rule import Rule
from gateway.cli.common import config_option, load_policy, settings_of

SHIPPED = ("amazon", "amazon-2018", "amazon-2020", "strict", "amazon-preview")
_PAGE = """# The rules

Made by `mailsluice rules --format markdown` (`make docs`) from the rules themselves; `mailsluice explain RULE` prints one.
Actions, weakest to strongest: off · note (record) · fix (repair in place) · hold (for a person) · reject (refuse and say why).
"""


@click.command()
@config_option
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
def rules(config: Path | None, form: str) -> None:
    """List every rule with its action in each shipped policy; with --format markdown their manuals too."""
    policies = {name: load_policy(settings_of(config), name) for name in SHIPPED}
    for line in _page(policies) if form == "markdown" else _list(policies):
        click.echo(line)


def manual(rule: Rule) -> str:
    """The docstring of the rule's module."""
    return inspect.getdoc(sys.modules[rule.check.__module__]) or ""


def _list(policies: Mapping[str, Policy]) -> Iterator[str]:
    yield f"{'rule':28} " + " ".join(f"{name:14}" for name in policies) + " what it finds"
    for rule in RULES:
        yield f"{rule.name:28} " + " ".join(f"{_action(rule, policy):14}" for policy in policies.values()) + f" {rule.summary}"


def _page(policies: Mapping[str, Policy]) -> Iterator[str]:
    yield _PAGE
    yield f"| rule | {' | '.join(policies)} |"
    yield "|---" * (len(policies) + 1) + "|"
    for rule in RULES:
        actions = " | ".join(_action(rule, policy) for policy in policies.values())
        yield f"| [{rule.name}](#{rule.name.replace('/', '')}) | {actions} |"
    for rule in RULES:
        yield f"\n## {rule.name}\n"
        yield f"{rule.summary}\n\n**Guideline:** {rule.clause} **Instead:** {rule.advice}\n"
        yield f"```\n{manual(rule).partition(chr(10))[2].strip(chr(10))}\n```"


def _action(rule: Rule, policy: Policy) -> str:
    setting = policy.settings[rule.name]
    return f"{setting.action} (shadow)" if setting.shadow else str(setting.action)
