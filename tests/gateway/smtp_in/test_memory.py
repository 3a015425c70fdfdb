"""SMTP-031, SMTP-032, SMTP-033: what a message costs, measured on a server process of its own (Linux)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

MB = 1_000_000
ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")


@dataclass
class Served:
    pid: int
    port: int

    @property
    def peak(self) -> int:
        """Octets: the most the process ever had resident."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024

    @property
    def cpu(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(largest: int) -> Iterator[Served]:
    command = [sys.executable, "-m", "tests.support.smtp_process", str(largest)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdin
        try:
            yield Served(process.pid, int(process.stdout.readline()))
        finally:
            process.stdin.close()
            process.wait(20)


def sent(port: int, block: bytes, times: int, end: bytes = b".\r\n") -> str:
    """The reply to a message of these blocks, sent in data that stops when the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), 60) as connection, connection.makefile("rb") as replies:
        connection.sendall(b"HELO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<b@market.example>\r\nDATA\r\n")
        assert [replies.readline()[:3] for _ in range(5)] == [b"220", b"250", b"250", b"250", b"354"]
        try:
            for _ in range(times):
                connection.sendall(block)
            connection.sendall(end)
        except OSError:
            pass
        return replies.readline().decode().strip()


def test_empty_lines() -> None:
    """SMTP-032: 33 MB of CRLF are taken for 120 MB and 3 s of CPU at most."""
    with served(35 * MB) as server:
        assert sent(server.port, b"\r\n" * (MB // 2), 33) == "250 2.0.0 33000000"
        assert server.peak < 120 * MB
        assert server.cpu < 3


def test_stuffed_lines() -> None:
    """SMTP-033: the same for lines that are a stuffed dot."""
    with served(35 * MB) as server:
        assert sent(server.port, b"..\r\n" * (MB // 4), 33) == "250 2.0.0 24750000"
        assert server.peak < 120 * MB


def test_no_line_end() -> None:
    """SMTP-031: 500 MB without a line end are refused at the limit, and cost 16 MB at most."""
    with served(26 * MB) as server:
        before = server.peak
        assert sent(server.port, b"a" * MB, 500).startswith("552 5.3.4")
        assert server.peak - before < 16 * MB


def test_large_message() -> None:
    """25 MB in lines of 78: less than three times its size."""
    with served(26 * MB) as server:
        before = server.peak
        assert sent(server.port, (b"a" * 76 + b"\r\n") * 10_000, 32) == "250 2.0.0 24960000"
        assert server.peak - before < 75 * MB
