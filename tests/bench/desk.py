"""How long a reviewer waits with many held messages: `python -m tests.bench.desk [NUMBER]`, on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from filters.facts import Facts
from filters.finding import Action, Finding
from filters.verdict import Gist, Verdict
from gateway.envelope import Client, Envelope, Path
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.held_rows import Rows, written
from gateway.store.queue import Queue, Search
from gateway.store.schema import held, held_content, held_rule
from tests.support.postgresql import server

RULES = ("promotion/coupon", "links/disguised", "contact/off-platform", "structure/mismatch", "purpose/thanks-only")
WORDS = (  # noqa: SIM905 - a list of words reads as words
    "order parcel lamp return label warehouse delivery thank you question answer colour blue red large small kind regards "
    "manual bulb cable invoice address tracking carrier monday refund spare part warranty photo number customer service team"
).split()
PIECE = 1_000
TRIES = 15


def messages(number: int) -> Iterator[Rows]:
    """Held messages of many accounts; a third of them are of fifty campaigns."""
    chance = random.Random(7)
    now = datetime.now(UTC)
    for index in range(number):
        at = now - timedelta(minutes=chance.randrange(30 * 24 * 60))
        order = f"302-{chance.randrange(10**7):07}-{index:07}"
        campaign = random.Random(chance.randrange(50)) if chance.random() < 0.33 else chance
        words = f"your order {order}\nhello max,\n\n" + " ".join(campaign.choices(WORDS, k=120))
        yield _rows(index, at, order, words, chance)


def _rows(index: int, at: datetime, order: str, words: str, chance: random.Random) -> Rows:
    finding = Finding(chance.choice(RULES), Action.HOLD, "text", chance.choice(WORDS), 0, 9, "note")
    raw = f"Subject: {order}\r\n\r\n{words}\r\n".encode()
    gist = Gist((order,), subject=f"Your order {order}", words=words)
    verdict = Verdict(Action.HOLD, (finding,), raw, False, "digest", gist=gist)
    buyer = f"buyer{chance.randrange(10**6):09}@marketplace.amazon.de"
    sender = f"shop{index % 40}@seller.example"
    envelope = Envelope(f"m{index}", at, Client("192.0.2.1"), Path(sender.encode()), (Path(buyer.encode()),), raw)
    return written(f"h{index:08}", at, envelope, verdict, Facts(sender, (buyer,), account=f"account{index % 40}"))


async def fill(database: Database, number: int) -> None:
    some: list[Rows] = []
    for index, rows in enumerate(messages(number), 1):
        some.append(rows)
        if len(some) == PIECE or index == number:
            await database.write(lambda connection, these=tuple(some): insert(connection, these))  # type: ignore[misc]
            some.clear()


def insert(connection: Connection, some: tuple[Rows, ...]) -> None:
    connection.execute(held.insert(), [rows.held for rows in some])
    connection.execute(held_content.insert(), [rows.content for rows in some])
    connection.execute(held_rule.insert(), [rule for rows in some for rule in rows.rules])


def questions(queue: Queue, store: HeldMail, number: int) -> dict[str, Callable[[], Awaitable[object]]]:
    last = (datetime.now(UTC) - timedelta(days=10), "")
    return {
        "list: first page": lambda: queue.page(Search()),
        "list: a page far down": lambda: queue.page(Search(), last),
        "list: one account": lambda: queue.page(Search(account="account7")),
        "list: one rule": lambda: queue.page(Search(rule="links/disguised")),
        "count": lambda: queue.count(Search()),
        "search: a frequent word": lambda: queue.page(Search(words="lamp")),
        "search: a word nobody wrote": lambda: queue.page(Search(words="zeppelin")),
        "search: an order id": lambda: queue.page(Search(order_id="302-0000000-0000007")),
        "search: part of a sender": lambda: queue.page(Search(sender="shop39")),
        "open a message": lambda: store.get(f"h{random.randrange(number):08}"),
    }


async def measured(name: str, url: str, number: int) -> None:
    database = await Database.open(url)
    began = time.perf_counter()
    await fill(database, number)
    print(f"{name}: {number} held messages stored in {time.perf_counter() - began:.0f} s")
    for title, ask in questions(Queue(database), HeldMail(database), number).items():
        times = [await timed(ask) for _ in range(TRIES)]
        print(f"  {title:30} median {statistics.median(times) * 1e3:7.1f} ms   longest {max(times) * 1e3:7.1f} ms")
    await database.close()


async def timed(ask: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await ask()
    return time.perf_counter() - began


async def main(number: int) -> None:
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        await measured("SQLite", f"sqlite:///{folder}/mail.db", number)
    with server() as running:
        await measured("PostgreSQL", running.database(), number)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
