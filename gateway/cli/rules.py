"""`mailsluice rules` and `mailsluice explain RULE`: what is looked for, and why."""

from __future__ import annotations

import inspect
import sys
from difflib import get_close_matches
from pathlib import Path

import click

from filters.catalogue import RULES
from filters.rule import Rule
from gateway.cli.common import config_option, fail, load_policy, settings_of

SHIPPED = ("amazon", "amazon-2018", "amazon-2020", "strict", "amazon-preview")


@click.command()
@config_option
def rules(config: Path | None) -> None:
    """List every rule with its default action in each shipped policy."""
    settings = settings_of(config)
    policies = [load_policy(settings, name) for name in SHIPPED]
    click.echo(f"{'rule':28} " + " ".join(f"{name:14}" for name in SHIPPED) + " what it finds")
    for rule in RULES:
        actions = " ".join(f"{policy.settings[rule.name].action!s:14}" for policy in policies)
        click.echo(f"{rule.name:28} {actions} {rule.summary}")


@click.command()
@config_option
@click.argument("name", metavar="RULE")
def explain(config: Path | None, name: str) -> None:
    """Print a rule's manual: what it finds, why, examples, repair, options, source."""
    rule = _rule(name)
    module = sys.modules[rule.check.__module__]
    actions = ", ".join(
        f"{policy}: {load_policy(settings_of(config), policy).settings[rule.name].action}" for policy in SHIPPED
    )
    click.echo(inspect.getdoc(module))
    click.echo(f"\nActions\n    {actions}\nClause\n    {rule.clause}\nAdvice\n    {rule.advice}")


def _rule(name: str) -> Rule:
    by_name = {rule.name: rule for rule in RULES}
    if name not in by_name:
        near = get_close_matches(name, by_name, 1)
        fail(f"there is no rule {name!r}" + (f"; did you mean {near[0]}?" if near else "; see mailsluice rules"))
    return by_name[name]
