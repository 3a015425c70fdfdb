"""`mailsluice captured list|show`: what the capture relay would have sent."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gateway.cli.common import config_option, escaped, fail, settings_of
from gateway.cli.services import run


@click.group()
def captured() -> None:
    """What the capture relay would have sent (relay = "capture")."""


@captured.command("list")
@config_option
@click.option("--limit", default=50, show_default=True)
def list_(config: Path | None, limit: int) -> None:
    """List captured messages, the newest first."""
    rows = run(settings_of(config), lambda services: services.captured.list(limit))
    for row in rows:
        recipients = ", ".join(map(str, row.rcpt_to))
        when = row.captured_at.astimezone().strftime("%Y-%m-%d %H:%M")
        click.echo(escaped(f"{row.id}  {when}  {row.mail_from} -> {recipients}  {row.size} bytes"))
    if not rows:
        click.echo("nothing has been captured")


@captured.command()
@config_option
@click.argument("message_id", metavar="ID", required=False)
@click.option("--last", is_flag=True, help="The message captured last.")
def show(config: Path | None, message_id: str | None, last: bool) -> None:
    """Write a captured message to standard output, byte for byte."""
    if bool(message_id) == last:
        fail("give the ID of a captured message, or --last")
    settings = settings_of(config)
    if last:
        rows = run(settings, lambda services: services.captured.list(1))
        message_id = rows[0].id if rows else fail("nothing has been captured")
    message = run(settings, lambda services: services.captured.get(str(message_id)))
    if message is None:
        fail(f"there is no captured message {message_id}; see mailsluice captured list")
    sys.stdout.buffer.write(message.content)
