"""`mailsluice user add`: logins for clients."""

from __future__ import annotations

from pathlib import Path

import click

from gateway.cli.common import config_option, fail, settings_of
from gateway.smtp_in.users import add_user


@click.group()
def user() -> None:
    """Logins of SMTP clients (smtp.auth = "users")."""


@user.command()
@config_option
@click.argument("name")
@click.option("--sender", "senders", multiple=True, help="An address this login may send from, or *@domain; may be repeated.")
@click.password_option(help="Asked for when not given.")
def add(config: Path | None, name: str, senders: tuple[str, ...], password: str) -> None:
    """Add a login, or give one a new password and senders. A running gateway takes it up by itself."""
    settings = settings_of(config)
    path = settings.path(settings.smtp.users)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        add_user(path, name, password, senders)
    except (OSError, ValueError) as error:
        fail(str(error))
    click.echo(f"{name} may log in; {path} has been written")
    if settings.smtp.auth != "users":
        click.echo('set auth = "users" under [smtp] for the gateway to ask for logins', err=True)
