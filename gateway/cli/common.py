"""What several commands share: finding the settings and the policy, and failing with a clear sentence and exit 2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

from filters.policy import Policy
from gateway.policies import PolicyFile, PolicyRefused
from gateway.settings import Settings, SettingsError, read

USAGE = 2
_NAMES = (Path("mailsluice.toml"), Path("var/mailsluice.toml"))


def fail(text: str) -> NoReturn:
    """Say what is wrong on stderr and end with exit code 2."""
    click.echo(f"mailsluice: {text}", err=True)
    raise SystemExit(USAGE)


def config_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--config FILE; without it mailsluice.toml here or in var/, else the built-in defaults with state in var/."""
    return click.option(
        "--config", "config", type=click.Path(path_type=Path), envvar="MAILSLUICE_CONFIG", help=str(config_option.__doc__)
    )(command)


def settings_of(config: Path | None) -> Settings:
    """The settings a command works with."""
    path = config or next((name for name in _NAMES if name.is_file()), None)
    if path is None:
        return Settings(base=Path("var"))
    try:
        return read(path)
    except SettingsError as error:
        fail(str(error))


def policy_file(settings: Settings, which: str | None = None) -> PolicyFile:
    """Where the policy comes from: the one named, else that of the settings."""
    table = settings.policy
    site = settings.path(table.directory) if table.directory else None
    if which is not None:
        return PolicyFile(which, site)
    use = str(settings.path(Path(table.use))) if table.use.endswith(".toml") else table.use
    return PolicyFile(use, site, settings.path(table.accounts) if table.accounts else None)


def load_policy(settings: Settings, which: str | None = None) -> Policy:
    """The site's policy, checked and tried."""
    try:
        return policy_file(settings, which).load().site
    except PolicyRefused as error:
        fail(str(error))


def escaped(text: str) -> str:
    """Text for a terminal: nothing that moves the cursor or hides (CWE-150)."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode("ascii") for c in text)
