"""A console on a store of its own, with a relay that remembers what it was sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path as FilePath

import httpx
from argon2 import PasswordHasher
from starlette.applications import Starlette

from filters.facts import Facts
from filters.inspection import inspect
from gateway.console.app import make_app
from gateway.envelope import Client, Envelope, Path, Reply
from gateway.inspector.inline import InlineInspector
from gateway.pipeline import Exit, new_id
from gateway.policies import PolicyFile
from gateway.release import Releaser
from gateway.review.desk import Desk
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.person import Role
from gateway.store.reviews import Reviews

ORIGIN = "http://review.example"
PASSWORD = "correct horse battery"
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
BUYER = b"k3l9x2m4p7q8r5t@marketplace.amazon.de"
SITE = PolicyFile(str(FilePath(__file__).with_name("stage.toml"))).load().site
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


class FakeRelay:
    """Takes everything, or answers DATA with `answers` first."""

    relay = "fake"
    offers = frozenset(("8BITMIME",))

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.answers: list[Reply] = []

    async def open(self, client: Client, mail_from: Path) -> FakeRelay:
        return self

    async def rcpt(self, recipient: Path) -> Reply:
        return Reply(250, "2.1.5", "ok")

    async def data(self, pieces: Sequence[bytes]) -> Reply:
        reply = self.answers.pop(0) if self.answers else Reply(250, "2.0.0", "taken")
        self.sent += [b"".join(pieces)] if reply.positive else []
        return reply

    async def abort(self) -> None:
        pass


class NoSigner:
    async def sign(self, raw: bytes, edited: bool) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
        return (raw,), ()


def letter(text: str, subject: str = "Your order 302-1234567-1234567", html: str = "") -> bytes:
    kind = "text/html" if html else "text/plain"
    head = f"From: Shop <a@shop.example>\r\nTo: <{BUYER.decode()}>\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
    return f"{head}Content-Type: {kind}; charset=utf-8\r\n\r\n{html or text}\r\n".encode()


@dataclass
class Stage:
    desk: Desk
    held: HeldMail
    relay: FakeRelay
    app: Starlette
    reviews: Reviews
    database: Database
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    @classmethod
    async def on(cls, database: Database, four_eyes: Sequence[str] = ()) -> Stage:
        held, relay = HeldMail(database), FakeRelay()
        releaser = Releaser(held, relay, Exit(NoSigner(), lambda event: None), lambda event: None)  # type: ignore[arg-type]
        desk = Desk.on(database, releaser, InlineInspector(lambda facts: SITE, inspect), four_eyes)
        return cls(desk, held, relay, make_app(desk, frozenset((ORIGIN,))), Reviews(database), database)

    async def hold(self, raw: bytes, account: str = "default", **envelope: object) -> str:
        """Inspected as it would be, and held whatever comes of it."""
        facts = Facts("a@shop.example", (BUYER.decode(),), account=account, now=datetime(2026, 5, 4, tzinfo=UTC))
        verdict = inspect(raw, facts, SITE)
        values = {"client": Client("192.0.2.1", helo="mail.example"), "mail_from": Path(b"a@shop.example"), **envelope}
        return await self.held.hold(
            Envelope(new_id(), datetime.now(UTC), rcpt_to=(Path(BUYER),), raw=raw, **values),  # type: ignore[arg-type]
            verdict,
            facts,
        )

    async def person(self, name: str, role: Role = Role.REVIEWER, accounts: Sequence[str] | None = None) -> Browser:
        """Added and signed in."""
        await self.desk.people.add(name, role, HASH, accounts, "test")
        browser = self.browser()
        answer = await browser.sign_in(name, PASSWORD)
        assert answer.status_code == 303, answer.text
        return browser

    def browser(self) -> Browser:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=ORIGIN)
        self.clients.append(client)
        return Browser(client)

    async def close(self) -> None:
        await self.desk.close()
        for client in self.clients:
            await client.aclose()


@dataclass
class Browser:
    """What a browser does for its user: cookies, the token in every form, and where a form comes from."""

    client: httpx.AsyncClient
    csrf: str = ""

    async def get(self, path: str) -> httpx.Response:
        answer = await self.client.get(path)
        if found := CSRF.search(answer.text):
            self.csrf = found[1]
        return answer

    async def post(self, path: str, **fields: object) -> httpx.Response:
        return await self.client.post(path, data={"csrf": self.csrf, **fields}, headers={"origin": ORIGIN})

    async def sign_in(self, name: str, password: str, code: str = "") -> httpx.Response:
        page = await self.client.get("/sign-in")
        visitor = re.search(r'name="visitor" value="([^"]+)"', page.text)
        fields = {"name": name, "password": password, "code": code, "visitor": visitor[1] if visitor else "", "next": "/queue"}
        answer = await self.client.post("/sign-in", data=fields, headers={"origin": ORIGIN})
        if answer.status_code == 303:
            await self.get("/queue")
        return answer
