"""The composition root: settings become objects, and objects are put together. Nothing is decided here."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry

from gateway import events
from gateway.build import (
    bounds,
    certificate,
    plan_for,
    records_for,
    relay_for,
    retention_for,
    signer_for,
    smtp_settings,
    store_url,
)
from gateway.console.service import ConsoleService
from gateway.exposition import Exposition, configure, watch_loop
from gateway.gather import Gatherer
from gateway.http import HttpServer
from gateway.inspector.pool import WorkerInspector
from gateway.listening import Listening
from gateway.log import EventLog
from gateway.log_libraries import take_over
from gateway.log_writer import LogWriter
from gateway.metrics import Metrics
from gateway.notices.notifier import Notifier, Plan
from gateway.pages import Monitoring
from gateway.pipeline import Exit, Pipeline
from gateway.policies import PolicyFile, PolicyWatch
from gateway.ports import Records, Relay
from gateway.purging import purging
from gateway.release import Releaser
from gateway.settings import Settings
from gateway.smtp_in.server import SmtpServer
from gateway.store.captured import CapturedMail
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.notices import Outbox
from gateway.store.queue import Queue
from gateway.store.retention import Retention
from gateway.version import VERSION

DRAIN_SECONDS = 30.0
"""How long transactions may go on after SIGTERM."""


@dataclass(frozen=True, slots=True)
class Services:
    """Store, relay and the way out: what the gateway and the commands that act on held mail share."""

    settings: Settings
    bus: events.Events
    held: HeldMail
    captured: CapturedMail
    records: Records
    retention: Retention
    outbox: Outbox
    queue: Queue
    relay: Relay
    exit: Exit
    releaser: Releaser

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, settings: Settings, bus: events.Events | None = None) -> AsyncIterator[Services]:
        """Raises `Unusable` for the store, `SettingsError` for keys and relays."""
        bus = bus or events.Events()
        signer = signer_for(settings)
        database = await Database.open(store_url(settings))
        held, captured = HeldMail(database, history=settings.history.enabled), CapturedMail(database)
        relay = relay_for(settings, captured, bus)
        exit_ = Exit(signer, bus.emit)
        try:
            records = records_for(settings, database, bus)
            retention = retention_for(settings, database)
            outbox, queue, releaser = Outbox(database), Queue(database), Releaser(held, relay, exit_, bus.emit)
            yield cls(settings, bus, held, captured, records, retention, outbox, queue, relay, exit_, releaser)
        finally:
            await relay.close()
            await database.close()


@dataclass(frozen=True, slots=True)
class Shared:
    """What the processes of one gateway have in common, besides the store: their sockets, and where metrics are summed."""

    listening: Listening
    metrics: Path


class Gateway:
    """A running gateway: SMTP in, inspection, relay out, monitoring. `metrics` has been subscribed to the events."""

    def __init__(self, services: Services, policies: PolicyFile, metrics: Metrics, registry: CollectorRegistry) -> None:
        """Raises `PolicyRefused` where the policy cannot be used, `SettingsError` for certificates and users."""
        settings, bus = services.settings, services.bus
        self._services = services
        self._metrics = metrics
        self.watch = PolicyWatch(policies, policies.load(), bus)
        bus.emit(events.PolicyReloaded("", self.watch.current.site.digest))
        gather, policy_for = Gatherer(settings.account), self.watch.policy_for
        self._inspector = WorkerInspector(policy_for, bus, bounds(settings))
        self._pipeline = Pipeline(
            services.relay, self._inspector, services.exit, services.held, bus.emit, gather, policy_for, services.records
        )
        self.smtp = SmtpServer(self._pipeline, bus, smtp_settings(settings, services.relay, certificate(settings), bus))
        self.http = HttpServer(self._monitoring(registry).pages())
        self.console: ConsoleService | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, listening: Listening | None = None) -> None:
        """Serve the sockets given, else those of the settings. Raises OSError where an address cannot be had."""
        await self._inspector.start()
        sockets = listening or Listening.on(self._services.settings)
        await self.smtp.start(sockets.smtp)
        for sock in sockets.http:
            await self.http.serve(sock)
        if sockets.console:
            releaser = self._services.releaser
            self.console = await ConsoleService.start(self._services.settings, releaser, self._inspector, sockets.console)
        services, lag = self._services, self._metrics.own.loop_lag
        works = [self.watch.run(), watch_loop(lag), purging(services.retention, services.bus.emit)]
        if plan := plan_for(services.settings):
            works.append(self._notifier(plan).run())
        self._tasks = [asyncio.create_task(work) for work in works]

    async def reload(self) -> None:
        """SIGHUP: policy and certificate anew; what is wrong leaves the old one in force."""
        await self.watch.reload()
        try:
            self.smtp.reload_tls()
        except OSError as error:
            self._services.bus.emit(events.Failed("", "certificate", str(error)))

    async def stop(self) -> None:
        """Take no more, finish what is in work, close."""
        for task in self._tasks:
            task.cancel()
        if self.console is not None:
            await self.console.close()
        await self.smtp.drain(DRAIN_SECONDS)
        await self.smtp.close()
        await self._pipeline.settle()
        await self._inspector.close()
        await self.http.close()

    def _notifier(self, plan: Plan) -> Notifier:
        it = self._services
        return Notifier(plan, it.outbox, it.queue, it.relay, it.exit, self.watch.policy_for, it.bus.emit)

    def _monitoring(self, registry: CollectorRegistry) -> Monitoring:
        held = self._services.held
        exposition = Exposition(registry, held.count_and_oldest, lambda: self._metrics.policy_digest)
        checks = {"inspection": self._inspection_ready, "store": self._store_ready}
        if self._services.settings.http.relay_required:
            checks["relay"] = self._relay_ready
        return Monitoring(exposition.render, checks)

    async def _inspection_ready(self) -> str:
        return "" if self._inspector.ready else "no inspection worker"

    async def _store_ready(self) -> str:
        await self._services.held.count_and_oldest()
        return ""

    async def _relay_ready(self) -> str:
        return "" if await self._services.relay.extensions() else "the relay cannot be reached"


@contextlib.asynccontextmanager
async def running(
    settings: Settings, policies: PolicyFile, *subscribers: Callable[[events.Event], None], shared: Shared | None = None
) -> AsyncIterator[Gateway]:
    """A gateway that listens while the block runs, and stops in good order after it. `shared`: it is one of several."""
    settings.base.mkdir(parents=True, exist_ok=True)
    configure(shared.metrics if shared else None)
    registry = CollectorRegistry()
    metrics = Metrics(registry, VERSION)
    bus = events.Events(on_error=lambda _: metrics.own.report_errors.inc())
    every: tuple[Callable[[events.Event], None], ...] = (metrics, *subscribers)
    for subscriber in every:
        bus.subscribe(subscriber)
    with _logged(settings, bus, metrics):
        async with Services.open(settings, bus) as services:
            gateway = Gateway(services, policies, metrics, registry)
            try:
                await gateway.start(shared.listening if shared else None)
                yield gateway
            finally:
                await gateway.stop()


@contextlib.contextmanager
def _logged(settings: Settings, bus: events.Events, metrics: Metrics) -> Iterator[None]:
    path = settings.path(settings.log.file) if settings.log.file else None
    writer = LogWriter(path, metrics.own.log_lines_lost.inc)
    take_over(writer.write)
    bus.subscribe(EventLog(writer.write, settings.log.level))
    try:
        yield
    finally:
        writer.close()
