"""The gateway as its users run it: `mailsluice serve` in a process of its own, with a settings file in a directory."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETTINGS = """\
hostname = "gateway.example"
{top}
[smtp]
listen = ["127.0.0.1:{port}"]
{smtp}
[http]
listen = "127.0.0.1:0"
[console]
enabled = {console}
listen = "127.0.0.1:0"
[log]
file = "events.log"
{tables}
"""
READY_SECONDS = 60.0
_LISTENS = re.compile(r"^SMTP on 127\.0\.0\.1:(\d+)", re.MULTILINE)


class GatewayProcess:
    """`relay` is the port of a relay without TLS on this machine; None captures. `port` 0: any, told by `port` after the start.

    `smtp` are lines of [smtp], `tables` whole tables; `console`: whether it has one, whose address is `console_url` then.
    """

    def __init__(
        self, folder: Path, relay: int | None = None, port: int = 0, smtp: str = "", tables: str = "", console: bool = False
    ) -> None:
        self.folder, self.port = folder, port
        self.console_url = ""
        table = f'[relay]\nhost = "127.0.0.1"\nport = {relay}\ntls = "none"\n' if relay else ""
        top = "" if relay else 'relay = "capture"'
        self.settings = folder / "mailsluice.toml"
        self.settings.write_text(
            SETTINGS.format(top=top, port=port, smtp=smtp, tables=table + tables, console=str(console).lower()), "utf-8"
        )
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> GatewayProcess:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def start(self) -> float:
        """Seconds until it listens."""
        began = time.perf_counter()
        told = self.folder / "stderr"
        with told.open("wb") as output:
            self._process = subprocess.Popen(self._command("serve"), cwd=ROOT, stderr=output)
        while not (found := _LISTENS.search(told.read_text("utf-8"))):
            assert self._process.poll() is None, told.read_text("utf-8")
            assert time.perf_counter() - began < READY_SECONDS
            time.sleep(0.005)
        self.port = int(found[1])
        self.console_url = told.read_text("utf-8").partition("console on ")[2].partition("\n")[0]
        return time.perf_counter() - began

    def kill(self) -> None:
        """As a machine that fails: nothing is said to anybody."""
        assert self._process
        os.kill(self.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """In good order, if it runs."""
        if self._process:
            self._process.terminate()
            self._process.wait(60)
            self._process = None

    def logged(self, seconds: float = 20.0, **fields: object) -> bool:
        """Whether its log comes to have a line with these fields; it writes behind what it does."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            lines = (self.folder / "events.log").read_bytes().rpartition(b"\n")[0].splitlines()
            if any(_has(json.loads(line), fields) for line in lines):
                return True
            time.sleep(0.02)
        return False

    def run(self, *arguments: str) -> str:
        """What a command of `mailsluice` prints that works with the same settings; fails unless it ends with 0."""
        command = [*self._command(*arguments)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def begun(self, *arguments: str) -> subprocess.Popen[bytes]:
        """The same, on its way; its output is in a pipe."""
        return subprocess.Popen(self._command(*arguments), cwd=ROOT, stdout=subprocess.PIPE)

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "gateway", *arguments, "--config", str(self.settings)]


def _has(line: dict[str, object], fields: dict[str, object]) -> bool:
    return all(line.get(name) == value for name, value in fields.items())
