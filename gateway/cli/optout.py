"""`mailsluice optout import|add|list|remove`: buyers who want nothing but answers."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import click

from filters.detect.marketplace import buyer_of
from gateway.cli.common import config_option, escaped, fail, settings_of
from gateway.cli.services import run_on_store
from gateway.store.optouts import OptOuts
from gateway.store.past import ANYBODY

_account = click.option("--account", default=ANYBODY, show_default=True, help="The account they opted out from; * for all.")
_by = click.option("--by", default=getpass.getuser, help="Who decides; default: the user of this shell.")


@click.group()
def optout() -> None:
    """Buyers who want nothing but answers: the rule order/opted-out refuses other messages to them."""


@optout.command("import")
@config_option
@click.argument("file", type=click.File("r", encoding="utf-8"))
@_account
@_by
def import_(config: Path | None, file: TextIO, account: str, by: str) -> None:
    """Add the buyers' addresses in FILE (- for standard input), one a line; # begins a comment."""
    lines = [line.partition("#")[0].strip() for line in file]
    buyers = list(_buyers((number, line) for number, line in enumerate(lines, 1) if line))
    source = f"import of {Path(file.name).name}"
    count = run_on_store(settings_of(config), lambda store: OptOuts(store).add(buyers, by, source, account))
    click.echo(f"{count} of {len(buyers)} buyers are new")


@optout.command()
@config_option
@click.argument("address")
@_account
@_by
def add(config: Path | None, address: str, account: str, by: str) -> None:
    """Add one buyer's address."""
    buyers = list(_buyers([(1, address)]))
    count = run_on_store(settings_of(config), lambda store: OptOuts(store).add(buyers, by, "command line", account))
    click.echo(f"{buyers[0]}: {'opted out' if count else 'had opted out already'}")


@optout.command()
@config_option
@click.argument("address")
@_account
@_by
def remove(config: Path | None, address: str, account: str, by: str) -> None:
    """Forget that a buyer opted out."""
    [buyer] = _buyers([(1, address)])
    if not run_on_store(settings_of(config), lambda store: OptOuts(store).remove(buyer, by, account)):
        fail(f"{buyer} had not opted out from {account}; see mailsluice optout list")
    click.echo(f"{buyer}: may be written to")


@optout.command("list")
@config_option
@click.option("--limit", default=1_000, show_default=True)
def list_(config: Path | None, limit: int) -> None:
    """List the buyers who opted out, by account."""
    rows = run_on_store(settings_of(config), lambda store: OptOuts(store).list(limit))
    for row in rows:
        click.echo(escaped(f"{row.account}  {row.buyer}  {row.since:%Y-%m-%d}  {row.source}"))
    if not rows:
        click.echo("nobody has opted out")


def _buyers(lines: Iterable[tuple[int, str]]) -> Iterable[str]:
    """The buyers that addresses stand for; the first that is no buyer's ends the command, and nothing is changed."""
    for number, address in lines:
        yield buyer_of([address]) or fail(f"line {number}: {address!r} is no address at the marketplace's relay")
