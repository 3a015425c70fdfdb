"""`mailsluice evidence ORDER` and `mailsluice evidence verify FILE`: prove what was written, found, decided and sent."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from filters.detect.marketplace import buyer_of
from gateway.cli.common import config_option, escaped, fail, settings_of
from gateway.cli.services import run_on_store
from gateway.evidence.bundle import manifest_of
from gateway.evidence.checking import problems
from gateway.evidence.handing import handed_out
from gateway.evidence.record import records
from gateway.store.audit import Audit
from gateway.store.database import Database


class _WithOrder(click.Group):
    """A group whose arguments are an order where they begin with no command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["make", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_WithOrder)
def evidence() -> None:
    """Evidence about an order: `mailsluice evidence ORDER --out FILE.zip`, checked anywhere by `evidence verify FILE.zip`."""


@evidence.command()
@config_option
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The ZIP file to write.")
@click.option("--buyer", help="Instead of an order: everything to this buyer's alias.")
@click.option("--by", default=getpass.getuser, help="Who asks for it; default: the user of this shell.")
@click.argument("order", metavar="ORDER", required=False)
def make(config: Path | None, out: Path, buyer: str | None, by: str, order: str | None) -> None:
    """Write all that is on record about ORDER: originals, what was sent, findings, decisions, the audit trail, a summary.

    Prints the SHA-256 of the bundle's manifest, which is kept in the audit trail too. Exit code 2 where there is nothing.
    """
    if bool(order) == bool(buyer):
        fail("give an order id, or --buyer with the buyer's alias")
    kind, about = ("order", order or "") if order else ("buyer", buyer or "")

    async def work(database: Database) -> bytes | None:
        found = await records(database, order, buyer_of([buyer]) if buyer else None)
        return await handed_out(Audit(database), kind, about, by, found) if found else None

    zipped = run_on_store(settings_of(config), work)
    if zipped is None:
        fail(f"there is nothing on record about {kind} {about}")
    try:
        out.write_bytes(zipped)
    except OSError as error:
        fail(f"{out}: {error.strerror}")
    click.echo(escaped(f"{out}: {kind} {about}, manifest {manifest_of(zipped)}"))


@evidence.command()
@click.option("--manifest", help="The SHA-256 that `evidence` printed: proves that the manifest was not made anew.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def verify(file: Path, manifest: str | None) -> None:
    """Check a bundle without store or network. Exit code 1 where something in it is missing, changed or added."""
    try:
        zipped = file.read_bytes()
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    found = list(problems(zipped))
    if not found and manifest and manifest_of(zipped) != manifest.lower():
        found = [f"its manifest is {manifest_of(zipped)}, not the one named"]
    for problem in found:
        click.echo(escaped(problem), err=True)
    if found:
        raise SystemExit(1)
    click.echo(f"{file}: whole, manifest {manifest_of(zipped)}")
