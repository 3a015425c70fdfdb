"""`mailsluice purge` and `mailsluice erase`: what has been kept long enough, and all of one buyer, deleted."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from filters.detect.marketplace import buyer_of
from gateway.build import retention_for
from gateway.cli.common import config_option, fail, settings_of
from gateway.cli.services import run_on_store
from gateway.store.erasure import Erasure

_by = click.option("--by", default=getpass.getuser, help="Who decides; default: the user of this shell.")


@click.command()
@config_option
@_by
def purge(config: Path | None, by: str) -> None:
    """Delete what is older than [archive] and [retention] say. The gateway does so by itself, once a day."""
    settings = settings_of(config)
    done = run_on_store(settings, lambda store: retention_for(settings, store).purge(by))
    click.echo(
        f"deleted: {done.archive} archived, {done.captured} captured, the content of {done.bodies} held messages, "
        f"{done.metadata} messages of the history, {done.decisions} decisions"
    )


@click.command()
@config_option
@click.option("--buyer", required=True, metavar="ADDRESS", help="The buyer's address at the marketplace's relay.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_by
def erase(config: Path | None, buyer: str, yes: bool, by: str) -> None:
    """Delete all that was written to one buyer, their address and their orders, for good. Waiting messages are rejected.

    The audit trail keeps that it happened, and the buyer's hash. An opt-out stays: it keeps the buyer from being written to.
    """
    name = buyer_of([buyer]) or fail(f"{buyer!r} is no address at the marketplace's relay")
    if not yes:
        click.confirm(f"Delete everything about {name}?", abort=True)
    done = run_on_store(settings_of(config), lambda store: Erasure(store).erase(name, by))
    click.echo(f"{name}: erased from {done.sent} sent, {done.held} held and {done.captured} captured messages")
    if done.busy:
        fail(f"{done.busy} messages to {name} are being sent; erase again when that is done")
