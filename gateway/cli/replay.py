"""`mailsluice replay`: what a policy would have made of the messages of the last days."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from filters.policy import Policy
from gateway.build import bounds
from gateway.cli.common import config_option, escaped, load_policy, settings_of
from gateway.cli.services import run_on_store
from gateway.events import Events
from gateway.inspector.pool import WorkerInspector
from gateway.replay import Replayed, replay
from gateway.settings import Settings
from gateway.store.database import Database
from gateway.store.kept import kept

_SPAN = re.compile(r"(\d+)([dhw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


class Moment(click.ParamType[Any]):
    """A span back from now (14d, 36h, 2w) or a day (2026-11-01)."""

    name = "SPAN|DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        if match := _SPAN.fullmatch(str(value)):
            return datetime.now(UTC) - timedelta(**{_UNITS[match[2]]: int(match[1])})
        try:
            return datetime.fromisoformat(str(value)).replace(tzinfo=UTC)
        except ValueError:
            self.fail(f"{value!r} is neither a span (14d, 36h, 2w) nor a day (2026-11-01)", param, ctx)


class Limit(click.ParamType[Any]):
    """A number of messages, or a share of them in percent."""

    name = "N|P%"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, bool]:
        if isinstance(value, tuple):
            return value
        try:
            limit, percent = float(str(value).removesuffix("%")), str(value).endswith("%")
        except ValueError:
            limit, percent = -1.0, False
        if not 0 <= limit < float("inf"):
            self.fail(f"{value!r} is neither a number (20) nor a share (5%)", param, ctx)
        return limit, percent


@click.command("replay")
@config_option
@click.option("--policy", "which", help="The policy to try: a name or a .toml file; default: that of the settings.")
@click.option("--since", type=Moment(), default="14d", show_default=True, help="How far to look back.")
@click.option("--account", help="Only messages of this account.")
@click.option("--limit-changes", "limit", type=Limit(), help="Exit code 1 where more than so many would change.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def replay_(
    config: Path | None,
    which: str | None,
    since: datetime,
    account: str | None,
    limit: tuple[float, bool] | None,
    form: str,
) -> None:
    """Try a policy on the stored messages of the last days and print every verdict and every text that would change.

    The messages are those of the archive ([archive] days) and held ones, with the facts of then. Exit code: 0; 1 where more
    would change than --limit-changes; 2 usage.
    """
    settings = settings_of(config)
    policy = load_policy(settings, which)
    seen = Counter[str]()

    async def work(database: Database) -> None:
        async for one in _replayed(settings, database, policy, since, account):
            seen.update(["all", *(["changed"] if one.changed else []), *(f"{a} -> {b}" for a, b in _ends(one))])
            for line in _json(one) if form == "json" else _lines(one):
                click.echo(escaped(line))

    run_on_store(settings, work)
    if form == "text":
        click.echo(_sum(seen, policy))
    if limit is not None and seen["changed"] > (limit[0] * seen["all"] / 100 if limit[1] else limit[0]):
        raise SystemExit(1)


async def _replayed(
    settings: Settings, database: Database, policy: Policy, since: datetime, account: str | None
) -> AsyncIterator[Replayed]:
    inspector = WorkerInspector(lambda facts: policy, Events(), bounds(settings))
    await inspector.start()
    try:
        async for one in replay(kept(database, since, account), inspector):
            yield one
    finally:
        await asyncio.shield(inspector.close())


def _ends(one: Replayed) -> Iterator[tuple[str, str]]:
    if one.decides_otherwise:
        yield one.message.outcome, one.verdict.outcome


def _lines(one: Replayed) -> Iterator[str]:
    if not one.changed:
        return
    end = f"{one.message.outcome} -> {one.verdict.outcome}" if one.decides_otherwise else one.verdict.outcome
    yield f"{one.message.id}  {one.message.at:%Y-%m-%d %H:%M}  {one.message.account}  {end}"
    for sign, findings in (("no longer", one.gone), ("now", one.new)):
        for rule, action, shadow in findings:
            yield f"    {sign} {action} {rule}{' (shadow)' if shadow else ''}"
    yield from (f"    {line}" for line in one.texts)


def _json(one: Replayed) -> Iterator[str]:
    yield json.dumps(
        {
            "id": one.message.id,
            "at": one.message.at.isoformat(),
            "account": one.message.account,
            "then": one.message.outcome,
            "now": one.verdict.outcome,
            "changed": one.changed,
            "gone": [f"{rule} {action}{' (shadow)' if shadow else ''}" for rule, action, shadow in one.gone],
            "new": [f"{rule} {action}{' (shadow)' if shadow else ''}" for rule, action, shadow in one.new],
            "texts": list(one.texts),
        }
    )


def _sum(seen: Counter[str], policy: Policy) -> str:
    ends = ", ".join(f"{count} {name}" for name, count in seen.most_common() if "->" in name)
    return f"{seen['all']} messages tried with {policy.name} ({policy.digest}), {seen['changed']} would change" + (
        f": {ends}" if ends else ""
    )
