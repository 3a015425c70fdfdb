"""A PostgreSQL server of our own on a Unix socket, and a fresh database in it for each test."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_numbers = itertools.count(1)
_DEBIAN = "/usr/lib/postgresql"


class Server:
    """A running server; `database()` is the URL of a new, empty database."""

    def __init__(self, directory: str) -> None:
        self._directory = directory

    def database(self) -> str:
        import psycopg

        name = f"test{next(_numbers)}"
        with psycopg.connect(f"host={self._directory} user=mail dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql+psycopg://mail@/{name}?host={self._directory}"


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """Skips the test where PostgreSQL or its driver is missing."""
    pytest.importorskip("psycopg", reason="needs psycopg: pip install 'mailsluice[postgresql]'")
    initdb, postgres = _program("initdb"), _program("postgres")
    if not initdb or not postgres:
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    user = "nobody" if os.geteuid() == 0 else None  # the server refuses to run as root
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as directory:
        if user:
            shutil.chown(directory, user)
        with _running(initdb, postgres, directory, user):
            yield Server(directory)


def _program(name: str) -> str | None:
    """Debian keeps the server's programs off the PATH."""
    versions = sorted(Path(_DEBIAN).glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return shutil.which(name) or (str(versions[-1]) if versions else None)


@contextlib.contextmanager
def _running(initdb: str, postgres: str, directory: str, user: str | None) -> Iterator[None]:
    data = f"{directory}/data"
    command = [initdb, "-D", data, "-A", "trust", "-U", "mail", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(command, check=True, capture_output=True, timeout=60, user=user, cwd=directory)
    options = [option for it in ("listen_addresses=", "fsync=off", "max_connections=200") for option in ("-c", it)]
    server = subprocess.Popen(
        [postgres, "-D", data, "-k", directory, *options], user=user, cwd=directory, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr
        assert any("ready to accept connections" in line for line in server.stderr)
        yield
    finally:
        server.terminate()
        server.communicate(timeout=30)
