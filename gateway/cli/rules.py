"""`mailsluice rules`: what is looked for, and what is done about it."""

from __future__ import annotations

from pathlib import Path

import click

from filters.catalogue import RULES
from gateway.cli.common import config_option, load_policy, settings_of

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
