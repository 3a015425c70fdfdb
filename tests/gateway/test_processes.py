"""`serve` with several processes: one port, one sum of metrics, one end."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import smtplib
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gateway.build import share
from gateway.settings import RelayTable, Settings
from tests.support.gateway_process import GatewayProcess

MAIL = "Subject: Order 028-1234567-1234567\r\nIn-Reply-To: <1@x.example>\r\n\r\nYes, the lamp takes a bulb of 60 watts.\r\n"
BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
PATIENCE = 60.0


class Together(GatewayProcess):
    """A gateway of two processes."""

    def __init__(self, folder: Path, **more: str) -> None:
        super().__init__(folder, **more)
        self.settings.write_text("processes = 2\n" + self.settings.read_text("utf-8"), "utf-8")

    @property
    def children(self) -> set[int]:
        return {int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()}

    def send(self) -> None:
        with smtplib.SMTP("127.0.0.1", self.port, timeout=PATIENCE) as client:
            client.sendmail("shop@seller.example", [BUYER], MAIL)

    def wait(self) -> int:
        """Its exit code."""
        assert self._process
        return self._process.wait(PATIENCE)

    def forwarded(self) -> float:
        address = re.search(r"metrics on (\S+)", (self.folder / "stderr").read_text("utf-8"))
        assert address
        with urllib.request.urlopen(address[1], timeout=PATIENCE) as answer:
            found = re.search(r'mailsluice_messages_total\{verdict="forward"\} (\S+)', answer.read().decode())
        assert found
        return float(found[1])


@contextlib.contextmanager
def stopped(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether it runs, zombies not counted."""
    with contextlib.suppress(FileNotFoundError):
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    return False


@pytest.mark.slow
def test_two_processes_are_one_gateway_from_start_to_end(tmp_path: Path) -> None:
    with Together(tmp_path) as gateway:
        first, second = gateway.children
        with stopped(first):
            gateway.send()
        with stopped(second):
            gateway.send()
        assert gateway.forwarded() == 2

        os.kill(gateway.pid, signal.SIGHUP)
        until(lambda: (tmp_path / "events.log").read_bytes().count(b"policy_reloaded") == 4)

        os.kill(first, signal.SIGKILL)
        until(lambda: len(gateway.children - {first, second}) == 1)
        with stopped(second):
            gateway.send()
        assert gateway.forwarded() == 3

        parent, children = gateway.pid, gateway.children
        client = smtplib.SMTP("127.0.0.1", gateway.port, timeout=PATIENCE)
        client.ehlo()
        client.mail("shop@seller.example")
        client.rcpt(BUYER)
        os.kill(parent, signal.SIGTERM)
        assert client.data(MAIL)[0] == 250
        assert gateway.wait() == 0
        client.close()
        assert not any(map(alive, children))
        assert gateway.run("captured", "list").count("shop@seller.example") == 4


@pytest.mark.slow
def test_children_do_not_outlive_a_parent_that_was_killed(tmp_path: Path) -> None:
    with Together(tmp_path) as gateway:
        children = gateway.children
        gateway.kill()
        until(lambda: not any(map(alive, children)))


@pytest.mark.slow
def test_what_can_never_work_ends_all(tmp_path: Path) -> None:
    gateway = Together(tmp_path, tables='[policy]\nuse = "nonsense"\n')
    with pytest.raises(AssertionError, match="nonsense"):
        gateway.start()
    assert gateway.wait() == 2


def test_processes_share_what_the_settings_allow_in_all() -> None:
    settings = Settings(relay=RelayTable(host="x", connections=5), inspection={"workers": 3})  # type: ignore[arg-type]
    shares = [share(settings, number, 4) for number in range(4)]
    assert [it.inspection.workers for it in shares] == [1, 1, 1, 1]
    assert [it.relay.connections for it in shares if isinstance(it.relay, RelayTable)] == [2, 1, 1, 1]
