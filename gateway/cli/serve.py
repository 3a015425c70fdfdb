"""`mailsluice serve`: run the gateway until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click

from gateway.app import Gateway, running
from gateway.cli.common import config_option, fail, policy_file, settings_of
from gateway.demo import Recorder, greet
from gateway.inspector.answers import InspectionFailed
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
def serve(config: Path | None, demo: bool) -> None:
    """Run the gateway. SIGTERM and SIGINT stop it in good order, SIGHUP reloads policy and certificate."""
    settings = settings_of(config)
    try:
        asyncio.run(_serve(settings, demo))
    except (SettingsError, PolicyRefused, Unusable, InspectionFailed) as error:
        fail(str(error))
    except OSError as error:
        fail(f"cannot listen: {error.strerror or error}; is another gateway running?")


async def _serve(settings: Settings, demo: bool) -> None:
    recorder = Recorder()
    async with running(settings, policy_file(settings), recorder) as gateway:
        stop = _signals(gateway)
        click.echo(_where(gateway, settings), err=True)
        if demo:
            await greet(gateway.smtp.addresses[0], recorder, settings)
        await stop.wait()
        click.echo("stopping: no new connections, waiting for what is in work", err=True)


def _signals(gateway: Gateway) -> asyncio.Event:
    """An event set by SIGTERM or SIGINT; a second one ends the process at once."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    reloads: set[asyncio.Task[None]] = set()

    def end() -> None:
        if stop.is_set():
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
    relay = (
        "capture (nothing is sent; see mailsluice captured list)"
        if settings.relay == "capture"
        else f"{settings.relay.host}:{settings.relay.port}"
    )
    policy = gateway.watch.current.site
    return f"SMTP on {smtp}\nmetrics on {http}\nrelay: {relay}\npolicy: {policy.name}, digest {policy.digest}"
