"""Settings to parts: each function makes one, and raises `SettingsError` in the operator's terms where it cannot."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from gateway.events import Events, Failed
from gateway.inspector.bounds import Bounds
from gateway.notices.notifier import Plan, Reviewer
from gateway.ports import Records, Relay
from gateway.records import HistoryRecords, NoRecords
from gateway.relay.capture import CaptureRelay
from gateway.relay.relay import SmtpRelay
from gateway.relay.route import RelaySettings, Route, Timeouts
from gateway.settings import RelayTable, Settings, SettingsError
from gateway.sign import DkimSigner, KeySettings, load
from gateway.smtp_in.auth import Authenticator, RelayAuthenticator
from gateway.smtp_in.limits import Limits
from gateway.smtp_in.paths import Grammar
from gateway.smtp_in.settings import Networks, SmtpSettings
from gateway.smtp_in.tls import Certificate
from gateway.smtp_in.users import UserFile
from gateway.store.captured import CapturedMail
from gateway.store.database import Database
from gateway.store.history import History
from gateway.store.retention import Keep, Retention

V = TypeVar("V", Limits, Timeouts)


def share(settings: Settings, number: int, of: int) -> Settings:
    """The settings of process `number` of so many: its part of what the gateway may have in all, and at least one of each."""

    def part(total: int) -> int:
        return max(1, total // of + (number < total % of))

    def smaller(table: RelayTable) -> RelayTable:
        return table.model_copy(update={"connections": part(table.connections)})

    workers = part(settings.inspection.workers or Bounds().workers)
    return settings.model_copy(
        update={
            "inspection": settings.inspection.model_copy(update={"workers": workers}),
            "relay": settings.relay if settings.relay == "capture" else smaller(settings.relay),
            "route": tuple(route.model_copy(update={"relay": smaller(route.relay)}) for route in settings.route),
        }
    )


def store_url(settings: Settings) -> str:
    """The store's URL; an SQLite path is relative to the settings file."""
    try:
        url = make_url(settings.store.url)
    except ArgumentError:
        raise SettingsError(f"store.url: {settings.store.url!r} is no database URL, such as sqlite:///mail.db") from None
    if url.get_backend_name() == "sqlite" and url.database:
        url = url.set(database=str(settings.path(Path(url.database))))
    return url.render_as_string(hide_password=False)


def key_settings(settings: Settings) -> list[KeySettings]:
    return [KeySettings(key.domain, key.selector, settings.path(key.key)) for key in settings.dkim]


def signer_for(settings: Settings) -> DkimSigner:
    try:
        return DkimSigner([load(key) for key in key_settings(settings)])
    except ValueError as error:
        raise SettingsError(str(error)) from error


def records_for(settings: Settings, database: Database, bus: Events) -> Records:
    """History in the store, or none."""
    if not settings.history.enabled:
        return NoRecords()
    return HistoryRecords(History(database, archive=settings.archive.days > 0), bus.emit)


def retention_for(settings: Settings, database: Database) -> Retention:
    """How long each class of mail is kept."""
    table, archive = settings.retention, settings.archive
    days = (archive.days, table.bodies, table.metadata, table.decisions)
    return Retention(database, Keep(*(timedelta(days=number) for number in days)))


def plan_for(settings: Settings) -> Plan | None:
    """What is told to whom by mail; None where notices are off."""
    table = settings.notices
    if table.sender is None:
        return None
    reviewers = tuple(Reviewer(it.address, it.accounts) for it in table.reviewers)
    return Plan(table.sender, settings.hostname, table.held, table.rejected, reviewers, table.digest, table.soon, table.console)


def relay_for(settings: Settings, captured: CapturedMail, bus: Events) -> Relay:
    """The capture relay, or SMTP relays by route; what matches no route goes to [relay]."""
    if settings.relay == "capture":
        if settings.route:
            raise SettingsError('route: relay = "capture" sends nothing, so there is nothing to route')
        return CaptureRelay(captured)
    try:
        return SmtpRelay(routes(settings), bus)
    except ValueError as error:
        raise SettingsError(f"relay: {error}") from error


def routes(settings: Settings) -> list[Route]:
    """Every route, the default one last; none with the capture relay."""
    if settings.relay == "capture":
        return []
    named = [
        Route(
            route.name,
            _relay(route.relay, settings, f"route.{route.name}.relay"),
            frozenset(sender.lower() for sender in route.senders),
            frozenset(route.logins),
        )
        for route in settings.route
    ]
    return [*named, Route("default", _relay(settings.relay, settings, "relay"))]


def _relay(table: RelayTable, settings: Settings, key: str) -> RelaySettings:
    timeouts = _replaced(Timeouts(), table.timeouts, f"{key}.timeouts")
    ca_file = str(settings.path(Path(table.ca_file))) if table.ca_file else ""
    plain = {name: getattr(table, name) for name in ("host", "port", "tls", "verify", "username", "connections", "idle")}
    try:
        password = settings.path(table.password_file).read_text("utf-8").strip() if table.password_file else table.password
        return RelaySettings(**plain, ca_file=ca_file, password=password, hello=settings.hostname, timeouts=timeouts)
    except OSError as error:
        raise SettingsError(f"{key}.password_file: {table.password_file}: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(f"{key}: {error}") from error


def _replaced(defaults: V, given: dict[str, int | float] | dict[str, float], key: str) -> V:
    for name in given:
        if not hasattr(defaults, name):
            raise SettingsError(f"{key}.{name}: there is no such setting; known are {', '.join(defaults.__slots__)}")
    return replace(defaults, **given)


def bounds(settings: Settings) -> Bounds:
    table = settings.inspection
    given = Bounds(deadline=table.deadline, memory=table.memory)
    return replace(given, workers=table.workers) if table.workers else given


def certificate(settings: Settings) -> Certificate | None:
    table = settings.smtp
    if table.certificate is None:
        if table.listen_tls or table.require_tls:
            raise SettingsError("smtp.certificate: needed for listen_tls and require_tls")
        return None
    try:
        return Certificate(settings.path(table.certificate), settings.path(table.key) if table.key else None)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(f"smtp.certificate: {table.certificate}: {error}") from error


def smtp_settings(settings: Settings, relay: Relay, chain: Certificate | None, bus: Events) -> SmtpSettings:
    table = settings.smtp
    return SmtpSettings(
        hostname=settings.hostname,
        limits=_replaced(Limits(), table.limits, "smtp.limits"),
        certificate=chain,
        require_tls=table.require_tls,
        authenticator=_authenticator(settings, relay, bus),
        plaintext_auth=Networks(table.plaintext_auth),
        trusted=Networks(table.trusted),
        proxies=Networks(table.proxies),
        xclient=Networks(table.xclient),
        xforward=Networks(table.xforward),
        strict_lines=table.strict_lines,
        grammar=Grammar(quoted=table.quoted_local_parts, literals=table.address_literals),
    )


def _authenticator(settings: Settings, relay: Relay, bus: Events) -> Authenticator | None:
    if settings.smtp.auth == "none":
        return None
    if settings.smtp.auth == "relay":
        return RelayAuthenticator(relay)
    path = settings.path(settings.smtp.users)
    try:
        return UserFile(path, lambda error: bus.emit(Failed("", "users", f"{type(error).__name__}: {error}")))
    except OSError as error:
        raise SettingsError(f"smtp.users: {path}: {error.strerror}; mailsluice user add makes it") from error
    except ValueError as error:
        raise SettingsError(f"smtp.users: {error}") from error
