"""`mailsluice token add|list|revoke`: who may use the HTTP API, and for what."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from gateway.api.callers import Scope
from gateway.cli.common import config_option, escaped, fail, settings_of
from gateway.cli.services import run_on_store
from gateway.console.pages.people import named
from gateway.store.tokens import Token, Tokens

_by = click.option("--by", default=getpass.getuser, help="Who decides; default: the user of this shell.")


@click.group()
def token() -> None:
    """Tokens of programs that use the HTTP API."""


@token.command()
@config_option
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice([str(scope) for scope in Scope]))
@click.option("--account", "accounts", multiple=True, help="An account whose mail it may see; may be repeated; default: all.")
@click.option("--days", type=click.IntRange(1, 3_650), default=365, show_default=True, help="How long it holds.")
@_by
def add(config: Path | None, name: str, scopes: tuple[str, ...], accounts: tuple[str, ...], days: int, by: str) -> None:
    """Make a token and print it: it is kept as a hash only and cannot be shown again."""
    if not named(name):
        fail("a name has 1 to 64 printable characters and no blanks")
    settings, until = settings_of(config), datetime.now(UTC) + timedelta(days=days)
    settings.base.mkdir(parents=True, exist_ok=True)
    wanted = tuple(dict.fromkeys(scopes))
    click.echo(run_on_store(settings, lambda store: Tokens(store).add(name, wanted, accounts or None, until, by)))


@token.command("list")
@config_option
def list_(config: Path | None) -> None:
    """List tokens, without what they are."""
    found = run_on_store(settings_of(config), lambda store: Tokens(store).list())
    for each in found:
        click.echo(escaped(_line(each, datetime.now(UTC))))
    if not found:
        click.echo("there is no token")


@token.command()
@config_option
@click.argument("id")
@_by
def revoke(config: Path | None, id: str, by: str) -> None:
    """End a token, by its id; it stops at once."""
    if not run_on_store(settings_of(config), lambda store: Tokens(store).revoke(id, by)):
        fail(f"{id}: there is no such token that still holds; see mailsluice token list")
    click.echo(f"{id}: holds no longer")


def _line(each: Token, now: datetime) -> str:
    accounts = "all accounts" if each.accounts is None else ",".join(each.accounts)
    return f"{each.id}  {each.name}  {','.join(each.scopes)}  {accounts}  {_state(each, now)}"


def _state(each: Token, now: datetime) -> str:
    if each.revoked_at:
        return f"revoked {each.revoked_at:%Y-%m-%d}"
    if each.expires_at is None:
        return "no end"
    return f"{'expired' if each.expires_at <= now else 'until'} {each.expires_at:%Y-%m-%d}"
