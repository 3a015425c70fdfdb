"""`mailsluice audit list|verify`: who did what, and whether the record of it is whole."""

from __future__ import annotations

import re
from pathlib import Path

import click

from gateway.cli.common import config_option, escaped, fail, settings_of
from gateway.cli.services import run_on_store
from gateway.store.audit import Audit, Head, canonical
from gateway.store.audit_check import Problem, problems
from gateway.store.database import Database

_HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")
_SHOWN = 20


@click.group()
def audit() -> None:
    """The audit trail: who did what to which message, in a chain of hashes."""


@audit.command("list")
@config_option
@click.option("--kind", help="Only entries about this kind of object, such as held.")
@click.option("--id", "object_id", help="Only entries about the object with this id.")
@click.option("--actor", help="Only what this person did.")
@click.option("--after", default=0, help="Only entries after this number.")
@click.option("--limit", default=100, show_default=True)
def list_(config: Path | None, kind: str | None, object_id: str | None, actor: str | None, after: int, limit: int) -> None:
    """List entries of the trail, the oldest first."""
    entries = run_on_store(settings_of(config), lambda store: Audit(store).list(kind, object_id, actor, after, limit))
    for it in entries:
        when = it.at.isoformat(sep=" ", timespec="seconds")
        click.echo(escaped(f"{it.seq}  {when}  {it.actor}  {it.action}  {it.kind} {it.object_id}  {canonical(it.detail)}"))
    if not entries:
        click.echo("there is none")


@audit.command()
@config_option
@click.option("--head", "known", help="NUMBER:HASH as an earlier verification printed it: tells of entries cut off since then.")
def verify(config: Path | None, known: str | None) -> None:
    """Check that no entry was changed, removed or moved. Prints the head; exit code 1 where the trail is not whole."""
    expected = _head(known) if known else None

    async def check(store: Database) -> tuple[list[Problem], Head]:
        trail = Audit(store)
        return [it async for it in problems(trail, expected)], await trail.head()

    found, head = run_on_store(settings_of(config), check)
    for problem in found[:_SHOWN]:
        click.echo(f"entry {problem.seq}: {problem.text}", err=True)
    if found:
        click.echo(f"the trail is NOT whole: {len(found)} problems", err=True)
        raise SystemExit(1)
    click.echo(f"the trail is whole: {head.seq} entries\n{head.seq}:{head.hash}")


def _head(text: str) -> Head:
    match = _HEAD.fullmatch(text) or fail(f"{text!r} is no head: give NUMBER:HASH as verify printed it")
    return Head(int(match[1]), match[2])
