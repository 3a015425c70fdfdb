"""`mailsluice policy check|show|diff`: is a policy right, what does it say in the end, and what would change."""

from __future__ import annotations

from pathlib import Path

import click

from filters.policy import Policy
from filters.policy.diff import differences
from filters.policy.reading import CHOICES
from gateway.cli.common import config_option, load_policy, settings_of


@click.group()
def policy() -> None:
    """Look at policies: a shipped name (amazon, strict, ...) or a .toml file."""


@policy.command()
@config_option
@click.argument("which", metavar="FILE|NAME", required=False)
def check(config: Path | None, which: str | None) -> None:
    """Check a policy and run its embedded tests. Exit code 2 where it would be refused."""
    loaded = load_policy(settings_of(config), which)
    click.echo(f"{loaded.name}: right; digest {loaded.digest}, {len(loaded.settings)} rules, {len(loaded.tests)} tests passed")


@policy.command()
@config_option
@click.argument("which", metavar="FILE|NAME", required=False)
def show(config: Path | None, which: str | None) -> None:
    """Print the effective policy: every rule's action, options and exceptions."""
    loaded = load_policy(settings_of(config), which)
    click.echo(f"# {loaded.name}, digest {loaded.digest}")
    for choice in CHOICES:
        click.echo(f"{choice} = {getattr(loaded, choice)!r}")
    for line in _lines(loaded):
        click.echo(line)


@policy.command()
@config_option
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
def diff(config: Path | None, old: str, new: str) -> None:
    """Print what changes from one policy to another. Exit code 1 where something does."""
    settings = settings_of(config)
    changes = list(differences(load_policy(settings, old), load_policy(settings, new)))
    for line in changes:
        click.echo(line)
    raise SystemExit(1 if changes else 0)


def _lines(loaded: Policy) -> list[str]:
    lines = []
    for name, setting in loaded.settings.items():
        shadow = ", shadow" if setting.shadow else ""
        lines.append(f"{name} = {setting.action}{shadow}  {setting.options}")
    return [*lines, *(f"exception: {exemption}" for exemption in loaded.exemptions)]
