from __future__ import annotations

import itertools
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
from tests.support.postgresql import Server, server

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


_ids = itertools.count(1)


def envelope(raw: bytes = RAW) -> Envelope:
    """With an id of its own each time."""
    client = Client("192.0.2.1", 2525, "mail\0.example\udc80", "łogin", True, Credentials("user", "secret"))
    recipients = Path(b"b@market.example", (b"NOTIFY=NEVER",)), Path("ä@market.example".encode())
    return Envelope(
        f"m-{next(_ids)}", datetime(2026, 1, 2, tzinfo=UTC), client, Path(b"a@shop.example", (b"SIZE=9",)), recipients, raw
    )


def verdict(outgoing: bytes = RAW, edited: bool = False) -> Verdict:
    gist = Gist(
        ("302-1234567-1234567",), subject="Hi\0\udc80", words="hi\n\nhello max,\n\nparcel 12 of order 302-1234567-1234567"
    )
    finding = Finding("links/external", Action.HOLD, "text", "w\0\ud800\n\"'", 3, 9, "note", "", True, False, "exception")
    shadow = Finding("contact/phone", Action.REJECT, "text", "1", 0, 0, shadow=True)
    return Verdict(Action.HOLD, (finding, shadow), outgoing, edited, "digest", {"inspect": 0.25}, gist)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.peer)])
def url(request: pytest.FixtureRequest, tmp_path: FilePath) -> str:
    """A new store, on each database in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/var/mail.db"
    running: Server = request.getfixturevalue("postgresql")
    return running.database()


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
