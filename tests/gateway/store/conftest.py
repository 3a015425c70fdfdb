from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path as FilePath

import pytest

from filters.facts import Facts
from filters.finding import Action, Finding
from filters.verdict import Gist, Verdict
from gateway.envelope import Client, Credentials, Envelope, Path
from gateway.store.database import Database
from gateway.store.held import HeldMail

ALIAS = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
FACTS = Facts("a@shop.example", ("b@market.example", ALIAS.upper().replace("@", "+ab12-cd34@")), account="shop")
RAW = b"From: a@shop.example\r\nSubject: hi\r\n\r\nbody \x00\xff\r\n"


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 2, 3, 4, 5, 678_901, UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


def envelope(raw: bytes = RAW) -> Envelope:
    client = Client("192.0.2.1", 2525, "mail\0.example\udc80", "łogin", True, Credentials("user", "secret"))
    recipients = Path(b"b@market.example", (b"NOTIFY=NEVER",)), Path("ä@market.example".encode())
    return Envelope("m-1", datetime(2026, 1, 2, tzinfo=UTC), client, Path(b"a@shop.example", (b"SIZE=9",)), recipients, raw)


def verdict(outgoing: bytes = RAW, edited: bool = False) -> Verdict:
    gist = Gist(
        ("302-1234567-1234567",), subject="Hi\0\udc80", words="hi\n\nhello max,\n\nparcel 12 of order 302-1234567-1234567"
    )
    finding = Finding("links/external", Action.HOLD, "text", "w\0\ud800\n\"'", 3, 9, "note", "", True, False, "exception")
    shadow = Finding("contact/phone", Action.REJECT, "text", "1", 0, 0, shadow=True)
    return Verdict(Action.HOLD, (finding, shadow), outgoing, edited, "digest", {"inspect": 0.25}, gist)


@pytest.fixture
def url(tmp_path: FilePath) -> str:
    return f"sqlite:///{tmp_path}/var/mail.db"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = await Database.open(url)
    yield database
    await database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database: Database, clock: Clock) -> HeldMail:
    return HeldMail(database, clock)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, on a Unix socket."""
    pytest.importorskip("psycopg", reason="needs psycopg")
    found = shutil.which("initdb"), shutil.which("postgres")
    if not all(found):
        pytest.skip("needs PostgreSQL's initdb and postgres on the PATH")
    user = "nobody" if os.geteuid() == 0 else None  # the server refuses to run as root
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as directory:
        if user:
            shutil.chown(directory, user)
        yield from _server(*map(str, found), directory, user)


def _server(initdb: str, postgres: str, directory: str, user: str | None) -> Iterator[str]:
    data = f"{directory}/data"
    command = [initdb, "-D", data, "-A", "trust", "-U", "mail", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(command, check=True, capture_output=True, timeout=60, user=user, cwd=directory)
    server = subprocess.Popen(
        [postgres, "-D", data, "-k", directory, "-c", "listen_addresses="],
        user=user, cwd=directory, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stderr
        assert any("ready to accept connections" in line for line in server.stderr)
        yield f"postgresql+psycopg://mail@/postgres?host={directory}"
    finally:
        server.terminate()
        server.communicate(timeout=30)
