"""`mailsluice doctor`: is everything there that the gateway needs, and does it fit together."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from gateway.app import Services
from gateway.build import certificate, key_settings, smtp_settings
from gateway.cli.common import config_option, escaped, policy_file, settings_of
from gateway.policies import PolicyRefused
from gateway.relay.probe import RouteFacts
from gateway.relay.relay import SmtpRelay
from gateway.settings import Settings, SettingsError
from gateway.sign import load, warnings
from gateway.store.database import Unusable

OFFERED = ("SIZE", "8BITMIME", "SMTPUTF8", "DSN", "PIPELINING", "ENHANCEDSTATUSCODES")
LEAST_FREE = 1 << 30
_SOON = timedelta(days=21)
_EPOCH = datetime(2025, 1, 1, tzinfo=UTC)

Line = tuple[str, str]
"""(ok, warn or fail; what)"""


@click.command()
@config_option
def doctor(config: Path | None) -> None:
    """Check settings, policy, store, relay, TLS, DKIM keys, disk and clock. Exit code 1 where something fails."""
    settings = settings_of(config)
    failed = False
    for state, text in _findings(settings):
        failed |= state == "fail"
        click.echo(escaped(f"{state:5} {text}"))
    raise SystemExit(1 if failed else 0)


def _findings(settings: Settings) -> Iterator[Line]:
    yield from _clock_and_disk(settings)
    yield from _guarded("policy", lambda: _policy(settings))
    yield from _guarded("DKIM", lambda: _keys(settings))
    yield from _guarded("TLS for clients", lambda: _certificate(settings))
    yield from _guarded("relay and store", lambda: asyncio.run(_outside(settings)))


def _guarded(what: str, look: Callable[[], list[Line]]) -> Iterator[Line]:
    try:
        yield from look()
    except (SettingsError, PolicyRefused, Unusable, ValueError, OSError) as error:
        yield "fail", f"{what}: {error}"


def _clock_and_disk(settings: Settings) -> Iterator[Line]:
    now = datetime.now(UTC)
    yield ("ok" if now > _EPOCH else "fail"), f"clock: {now:%Y-%m-%d %H:%M:%S} UTC"
    place = next(path for path in (settings.base.absolute(), *settings.base.absolute().parents) if path.exists())
    free = shutil.disk_usage(place).free
    yield ("ok" if free > LEAST_FREE else "warn"), f"disk: {free / 1e9:.1f} GB free in {place}"


def _policy(settings: Settings) -> list[Line]:
    loaded = policy_file(settings).load()
    accounts = f", accounts {', '.join(sorted(loaded.accounts))}" if loaded.accounts else ""
    return [("ok", f"policy: {loaded.site.name}, digest {loaded.site.digest}{accounts}")]


def _keys(settings: Settings) -> list[Line]:
    lines: list[Line] = []
    for key in key_settings(settings):
        loaded = load(key)
        name, record = loaded.record
        lines.append(("ok", f"DKIM: {loaded.algorithm} key for {loaded.domain}; publish TXT {name} = {record}"))
        lines += [("warn", text) for text in warnings(key)]
    return lines or [("warn", "DKIM: no keys, mail leaves unsigned by us")]


def _certificate(settings: Settings) -> list[Line]:
    chain = certificate(settings)
    return [("ok" if chain else "warn", f"TLS for clients: {'offered' if chain else 'no certificate'}")]


async def _outside(settings: Settings) -> list[Line]:
    settings.base.mkdir(parents=True, exist_ok=True)
    async with Services.open(settings) as services:
        smtp_settings(settings, services.relay, None, services.bus)
        count, _ = await services.held.count_and_oldest()
        lines: list[Line] = [("ok", f"store: {settings.store.url}, {count} held"), *await _notices(services)]
        if isinstance(services.relay, SmtpRelay):
            for facts in await services.relay.probe():
                lines += _relay(facts)
        else:
            lines.append(("warn", "relay: capture; nothing is sent"))
        return lines


async def _notices(services: Services) -> list[Line]:
    settings = services.settings
    table = settings.notices
    if table.sender is None:
        return [("ok", "notices: off")]
    waiting, given_up = await services.outbox.counts()
    told = f"notices: from {table.sender}, digest to {len(table.reviewers)}, {waiting} to be sent, {given_up} given up"
    lines: list[Line] = [("warn" if given_up else "ok", told)]
    domain = table.sender.rpartition("@")[2].lower()
    if not any(f".{domain}".endswith(f".{key.domain.lower()}") for key in settings.dkim):
        lines.append(("warn", f"notices: no DKIM key for {domain}, they leave unsigned by us"))
    if settings.smtp.auth == "relay" and settings.relay != "capture" and not settings.relay.username:
        lines.append(("warn", "notices: they go out without a client's login; set relay.username if the relay asks for one"))
    known = {"default", *(account.name for account in settings.account)}
    unknown = sorted({name for it in table.reviewers for name in it.accounts or ()} - known)
    return lines + [("fail", f"notices: there is no account {name}") for name in unknown]


def _relay(facts: RouteFacts) -> Iterator[Line]:
    where = f"relay {facts.route} ({facts.host}:{facts.port})"
    if facts.error:
        yield "fail", f"{where}: {facts.error}"
        return
    yield "ok", f"{where}: reachable, TLS {facts.tls or 'none'}, {'logged in' if facts.authenticated else 'no login'}"
    missing = [name for name in OFFERED if name not in facts.extensions]
    if missing:
        yield "warn", f"{where}: does not offer {', '.join(missing)}"
    if facts.expires is not None:
        soon = facts.expires - datetime.now(UTC) < _SOON
        yield ("warn" if soon else "ok"), f"{where}: certificate {facts.certificate} until {facts.expires:%Y-%m-%d}"
