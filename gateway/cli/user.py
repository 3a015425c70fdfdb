"""`mailsluice user add`: logins for SMTP clients, and with --role people for the console."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from gateway.cli.common import config_option, fail, settings_of
from gateway.cli.services import run_on_store
from gateway.console.pages.people import named
from gateway.console.signing_in import hashed
from gateway.settings import Settings
from gateway.smtp_in.users import add_user
from gateway.store.people import LastAdmin, People
from gateway.store.person import Role


@click.group()
def user() -> None:
    """Logins of SMTP clients (smtp.auth = "users"), and people who review in the console."""


@user.command()
@config_option
@click.argument("name")
@click.option("--role", type=click.Choice([str(role) for role in Role]), help="A person for the console, who may do this.")
@click.option("--account", "accounts", multiple=True, help="With --role: an account whose mail the person sees; default: all.")
@click.option("--sender", "senders", multiple=True, help="An address this login may send from, or *@domain; may be repeated.")
@click.password_option(help="Asked for when not given.")
def add(
    config: Path | None, name: str, role: str | None, accounts: tuple[str, ...], senders: tuple[str, ...], password: str
) -> None:
    """Add an SMTP login, or with --role a person for the console; or give one a new password and what else is said.

    A running gateway takes it up by itself.
    """
    settings = settings_of(config)
    if role:
        _person(settings, name, Role(role), accounts, password)
    elif accounts:
        fail("--account is for people of the console: say --role too")
    else:
        _login(settings, name, senders, password)


def _person(settings: Settings, name: str, role: Role, accounts: tuple[str, ...], password: str) -> None:
    if not named(name):
        fail("a name has 1 to 64 printable characters and no blanks")
    try:
        hash = hashed(password)
        settings.base.mkdir(parents=True, exist_ok=True)
        by = f"{getpass.getuser()} (command line)"
        run_on_store(settings, lambda database: People(database).add(name, role, hash, accounts or None, by))
    except (ValueError, LastAdmin) as error:
        fail(str(error))
    click.echo(f"{name} may sign in as {role} at http://{settings.console.listen}")


def _login(settings: Settings, name: str, senders: tuple[str, ...], password: str) -> None:
    path = settings.path(settings.smtp.users)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        add_user(path, name, password, senders)
    except (OSError, ValueError) as error:
        fail(str(error))
    click.echo(f"{name} may log in; {path} has been written")
    if settings.smtp.auth != "users":
        click.echo('set auth = "users" under [smtp] for the gateway to ask for logins', err=True)
