"""`mailsluice serve`: run the gateway until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

import click

from gateway.app import Gateway, Shared, running
from gateway.build import share
from gateway.children import Children
from gateway.cli.common import config_option, fail, policy_file, settings_of
from gateway.demo import Recorder, greet
from gateway.exposition import clear, configure, mark_process_dead
from gateway.inspector.answers import InspectionFailed
from gateway.listening import Listening
from gateway.loop import run
from gateway.policies import PolicyRefused
from gateway.settings import Settings, SettingsError
from gateway.store.database import Unusable


@click.command()
@config_option
@click.option(
    "--demo",
    is_flag=True,
    help="On the first start send the shipped sample letters through the gateway and show what became of them.",
)
@click.option("--processes", type=click.IntRange(1, 256), help="How many gateway processes, instead of what the settings say.")
def serve(config: Path | None, demo: bool, processes: int | None) -> None:
    """Run the gateway. SIGTERM and SIGINT stop it in good order, SIGHUP reloads policy and certificate."""
    settings = _quiet(settings_of(config)) if demo else settings_of(config)
    count = processes or settings.processes
    if demo and count > 1:
        fail("--demo shows the work of one process: use it with --processes 1")
    with _told():
        if count > 1:
            raise SystemExit(_serve_together(settings, count))
        run(_serve(settings, demo), settings.loop)


def _quiet(settings: Settings) -> Settings:
    """The log in a file of its own where no other is set, so that the demonstration can be read."""
    if settings.log.file is not None:
        return settings
    return settings.model_copy(update={"log": settings.log.model_copy(update={"file": Path("mailsluice.log")})})


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What keeps a gateway from starting, as a sentence."""
    try:
        yield
    except (SettingsError, PolicyRefused, Unusable) as error:
        fail(str(error))
    except InspectionFailed as error:
        fail(f"inspection cannot start ({error.reason}): {error.detail}")
    except OSError as error:
        fail(f"cannot listen: {error.strerror or error}; is another gateway running?")


def _serve_together(settings: Settings, count: int) -> int:
    """Several processes on the same sockets: the exit code."""
    shared = Shared(Listening.on(settings), settings.path(Path("metrics")))
    clear(shared.metrics)
    configure(shared.metrics)

    def one(number: int, parent: int) -> None:
        with _told():
            run(_serve(share(settings, number, count), shared=shared, parent=parent, telling=number == 0), settings.loop)

    return Children(count, one, mark_process_dead, shared.listening.close).run()


async def _serve(
    settings: Settings, demo: bool = False, shared: Shared | None = None, parent: int | None = None, telling: bool = True
) -> None:
    """Until a signal comes, or `parent` (a descriptor) is at its end."""
    recorder = Recorder()
    subscribers = (recorder,) if demo else ()
    async with running(settings, policy_file(settings), *subscribers, shared=shared) as gateway:
        stop = _signals(gateway)
        if parent is not None:
            asyncio.get_running_loop().add_reader(parent, stop.set)
        if telling:
            click.echo(_where(gateway, settings), err=True)
        if demo:
            await greet(gateway.smtp.addresses[0], recorder, settings)
        await stop.wait()
        if telling:
            click.echo("stopping: no new connections, waiting for what is in work", err=True)
        if parent is not None:
            asyncio.get_running_loop().remove_reader(parent)


def _signals(gateway: Gateway) -> asyncio.Event:
    """An event set by SIGTERM or SIGINT; a second one ends the process at once."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    reloads: set[asyncio.Task[None]] = set()
    asked = iter((False,))

    def end() -> None:
        if next(asked, True):
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.raise_signal(signal.SIGTERM)
        stop.set()

    def reload() -> None:
        task = asyncio.create_task(gateway.reload())
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    loop.add_signal_handler(signal.SIGHUP, reload)
    return stop


def _where(gateway: Gateway, settings: Settings) -> str:
    smtp = ", ".join(f"{host}:{port}" for host, port in gateway.smtp.addresses)
    http = ", ".join(f"http://{host}:{port}/metrics" for host, port in gateway.http.addresses)
    console = ", ".join(f"http://{host}:{port}" for host, port in gateway.console.addresses) if gateway.console else "off"
    relay = (
        "capture (nothing is sent; see mailsluice captured list)"
        if settings.relay == "capture"
        else f"{settings.relay.host}:{settings.relay.port}"
    )
    policy = gateway.watch.current.site
    log = settings.path(settings.log.file) if settings.log.file else "stderr"
    where = f"SMTP on {smtp}\nmetrics on {http}\nconsole on {console}\nrelay: {relay}"
    return f"{where}\npolicy: {policy.name}, digest {policy.digest}\nlog: {log}"
