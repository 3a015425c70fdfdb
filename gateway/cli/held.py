"""`mailsluice held list|show|release|reject`: what waits for a person, and what becomes of it."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import click

from gateway.cli.common import config_option, escaped, fail, settings_of
from gateway.cli.services import run
from gateway.store.held_message import State
from gateway.store.held_view import held_view


@click.group()
def held() -> None:
    """Held messages: list, show, release, reject."""


@held.command("list")
@config_option
@click.option("--state", type=click.Choice([*map(str, State), "all"]), default=str(State.HELD), show_default=True)
@click.option("--limit", default=50, show_default=True)
def list_(config: Path | None, state: str, limit: int) -> None:
    """List held messages, the oldest first."""
    wanted = None if state == "all" else State(state)
    rows = run(settings_of(config), lambda services: services.held.list(wanted, limit))
    for row in rows:
        mark = " (release never ended)" if row.stuck else ""
        recipients = ", ".join(map(str, row.rcpt_to))
        when = row.held_at.astimezone().strftime("%Y-%m-%d %H:%M")
        click.echo(escaped(f"{row.id}  {when}  {row.state}{mark}  {row.mail_from} -> {recipients}  {', '.join(row.rules)}"))
    if not rows:
        click.echo("nothing is held" if state == State.HELD else "there is none")


@held.command()
@config_option
@click.argument("held_id", metavar="ID")
@click.option("--raw", is_flag=True, help="The message as it came, byte for byte.")
@click.option("--outgoing", is_flag=True, help="The message as a release would send it.")
def show(config: Path | None, held_id: str, raw: bool, outgoing: bool) -> None:
    """Show a held message: envelope, headers, attachments, findings. Its content: --raw or --outgoing."""
    message = run(settings_of(config), lambda services: services.held.get(held_id))
    if message is None:
        fail(f"there is no held message {held_id}; see mailsluice held list --state all")
    if raw or outgoing:
        sys.stdout.buffer.write(message.envelope.raw if raw else message.verdict.outgoing)
    else:
        click.echo(held_view(message))


@held.command()
@config_option
@click.argument("held_ids", metavar="ID", nargs=-1, required=True)
@click.option("--original", is_flag=True, help="Send it as it came, without the repairs.")
@click.option("--by", default=getpass.getuser, help="Who decides; default: the user of this shell.")
def release(config: Path | None, held_ids: tuple[str, ...], original: bool, by: str) -> None:
    """Send held messages, repaired as the policy says. Exit code 1 where the relay did not take one."""
    settings = settings_of(config)
    refused = 0
    for held_id in held_ids:
        reply = run(settings, lambda services, it=held_id: services.releaser.release(it, by, original))  # type: ignore[misc]
        click.echo(escaped(f"{held_id}: {reply.code} {reply.enhanced} {reply.text}"))
        refused += not reply.positive
    raise SystemExit(1 if refused else 0)


@held.command()
@config_option
@click.argument("held_id", metavar="ID")
@click.option("--reason", default="", help="Why, for the record.")
@click.option("--by", default=getpass.getuser, help="Who decides; default: the user of this shell.")
def reject(config: Path | None, held_id: str, reason: str, by: str) -> None:
    """Decide that a held message is never sent."""
    if not run(settings_of(config), lambda services: services.held.reject(held_id, by, reason)):
        fail(f"{held_id} is not held (any more)")
    click.echo(f"{held_id}: rejected")


@held.command("return")
@config_option
@click.argument("held_id", metavar="ID")
@click.option("--by", default=getpass.getuser, help="Who decides; default: the user of this shell.")
def return_(config: Path | None, held_id: str, by: str) -> None:
    """Hold a message again whose release never ended, once it is clear that the relay does not have it."""
    if not run(settings_of(config), lambda services: services.held.return_stuck(held_id, by)):
        fail(f"{held_id} is not a message whose release never ended; see mailsluice held list --state releasing")
    click.echo(f"{held_id}: held again")
