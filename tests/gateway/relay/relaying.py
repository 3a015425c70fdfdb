"""What the relay's tests share: a relay of the gateway's in front of a fake one, with short timeouts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from gateway.envelope import Client, Credentials, Path
from gateway.events import Event, Events
from gateway.relay.relay import SmtpRelay
from gateway.relay.route import RelaySettings, Route, Timeouts
from gateway.relay.session import Session
from tests.support.fake_relay import FakeRelay

SELLER = Path(b"seller@shop.example")
BUYER = Path(b"abcdef123456@marketplace.amazon.de")
MAIL = b"From: seller@shop.example\r\nSubject: Your order\r\n\r\nIt left today.\r\n.\r\n..two dots\r\n"

PATIENT = Timeouts(slot=20, connect=20, greeting=20, command=20, transfer=20, final=20, farewell=1)


def settings(fake: FakeRelay, **changes: Any) -> RelaySettings:
    return replace(RelaySettings("127.0.0.1", fake.port, tls="none", hello="gw.example", timeouts=PATIENT), **changes)


@asynccontextmanager
async def relaying(fake: FakeRelay, seen: list[Event] | None = None, **changes: Any) -> AsyncIterator[SmtpRelay]:
    events = Events()
    events.subscribe((seen if seen is not None else []).append)
    relay = SmtpRelay([Route("main", settings(fake, **changes))], events)
    try:
        yield relay
    finally:
        await relay.close()


async def begin(relay: SmtpRelay, mail_from: Path = SELLER, credentials: Credentials | None = None) -> Session:
    login = credentials.username if credentials else None
    return await relay.open(Client("127.0.0.1", login=login, credentials=credentials), mail_from)
