"""What is deleted when, and what stays; one buyer erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path as FilePath

import pytest
from sqlalchemy import Table, func, select

from filters.verdict import Gist
from gateway.envelope import Envelope, Path, Reply
from gateway.recorded import Outcome
from gateway.store.audit import Audit
from gateway.store.audit_check import problems
from gateway.store.captured import CapturedMail
from gateway.store.database import Database
from gateway.store.erasure import Erased, Erasure
from gateway.store.held import HeldMail
from gateway.store.held_message import State, sha256
from gateway.store.history import History
from gateway.store.optouts import OptOuts
from gateway.store.retention import PIECE, Keep, Purged, Retention
from gateway.store.schema import archived, comment, held, held_content, held_rule, message, message_order, metadata
from tests.gateway.store.conftest import ALIAS, FACTS, Clock, envelope, verdict

KEEP = Keep(*(timedelta(days=days) for days in (30, 90, 400, 1100)))
TAKEN = Reply(250, "2.0.0", "queued for k3l9x2m4p7q8r5t")
DIGEST = "5e" * 32
SENT = Outcome("forward", TAKEN, "default")
MAIL = b"Message-ID: <one@shop.example>\r\nTo: k3l9x2m4p7q8r5t@marketplace.amazon.de\r\n\r\nDear Erika Mustermann\r\n"


@pytest.fixture
def retention(database: Database, clock: Clock) -> Retention:
    return Retention(database, KEEP, clock)


async def rows(database: Database, table: Table) -> int:
    return await database.read(lambda connection: connection.execute(select(func.count()).select_from(table)).scalar_one())


def sent(clock: Clock, raw: bytes = MAIL) -> Envelope:
    return replace(envelope(raw), received_at=clock(), rcpt_to=(Path(ALIAS.encode()),))


async def filled(database: Database, clock: Clock) -> tuple[str, str, str]:
    """One message sent, one captured, three held: released, rejected, waiting."""
    await History(database, archive=True).record(sent(clock), FACTS, verdict(), SENT)
    await CapturedMail(database, clock).add(Path(b"a@shop.example"), (Path(ALIAS.upper().encode()),), MAIL)
    store = HeldMail(database, clock)
    released, rejected, waiting = [await store.hold(sent(clock), verdict(MAIL), FACTS) for _ in range(3)]
    await store.claim_release(released, "me")
    await store.released(released, TAKEN, DIGEST)
    await store.reject(rejected, "me", "no")
    note = {"held_id": rejected, "at": clock(), "by": "me", "text": "unlike Erika Mustermann"}
    await database.write(lambda connection: connection.execute(comment.insert().values(id="c1", **note)))
    return released, rejected, waiting


async def test_each_class_goes_in_its_time(database: Database, retention: Retention, store: HeldMail, clock: Clock) -> None:
    released, rejected, waiting = await filled(database, clock)
    clock.forward(days=29)
    assert await retention.purge() == Purged()
    clock.forward(days=2)
    assert await retention.purge() == Purged(archive=1)
    clock.forward(days=60)
    assert await retention.purge() == Purged(captured=1, bodies=2)
    assert (await store.get(released), await store.get(rejected)) == (None, None)
    assert {it.id: it.state for it in await store.list(None)}[released] is State.RELEASED
    clock.forward(days=310)
    assert await retention.purge() == Purged(metadata=3)
    clock.forward(days=700)
    assert await retention.purge() == Purged(decisions=2)
    message_left = await store.get(waiting)
    assert message_left
    assert message_left.envelope.raw == MAIL
    assert message_left.intact
    assert [await rows(database, it) for it in (held, held_content, held_rule, comment, message)] == [1, 1, 2, 0, 1]
    assert await retention.purge() == Purged()


async def test_a_purge_is_told_once_it_deleted_something(database: Database, retention: Retention, clock: Clock) -> None:
    await filled(database, clock)
    before = (await Audit(database).head()).seq
    await retention.purge("ana")
    clock.forward(days=31)
    await retention.purge("ana")
    [entry] = await Audit(database).list(after=before)
    assert (entry.actor, entry.action, entry.detail["archive"]) == ("ana", "purge", 1)
    assert [it async for it in problems(Audit(database))] == []


async def test_a_release_under_way_keeps_its_bytes(
    database: Database, retention: Retention, store: HeldMail, clock: Clock
) -> None:
    id = await store.hold(sent(clock), verdict(MAIL), FACTS)
    await store.claim_release(id, "me")
    clock.forward(days=2_000)
    await retention.purge()
    assert (await store.get(id)) is not None
    assert await rows(database, message) == 1


async def test_more_than_one_piece(database: Database, retention: Retention, clock: Clock) -> None:
    await History(database, archive=True).record(sent(clock), FACTS, verdict(), SENT)

    def multiply(connection: object) -> None:
        for table, name in ((message, "id"), (message_order, "message_id"), (archived, "message_id")):
            row = dict(connection.execute(table.select()).one()._mapping)
            connection.execute(table.insert(), [{**row, name: f"copy{number}"} for number in range(PIECE + 50)])

    await database.write(multiply)
    clock.forward(days=401)
    assert await retention.purge() == Purged(archive=PIECE + 51, metadata=PIECE + 51)


async def test_one_buyer_is_erased_and_nothing_else(url: str, database: Database, store: HeldMail, clock: Clock) -> None:
    other = replace(FACTS, rcpt_to=("z8y7x6w5v4u3t2s@marketplace.amazon.de",))
    await filled(database, clock)
    named = replace(
        verdict(MAIL), gist=Gist(("302-1234567-1234567",), subject="for Erika Mustermann", words="erika mustermann")
    )
    await store.hold(sent(clock), named, FACTS)
    kept = await store.hold(envelope(), verdict(), other)
    await OptOuts(database, clock).add([ALIAS], "me", "import")
    assert await Erasure(database, clock).erase(ALIAS, "ana") == Erased(sent=5, held=4, captured=1, busy=0)
    left = [
        repr(await database.read(lambda connection, it=table: connection.execute(it.select()).all()))
        for table in metadata.sorted_tables
        if table.name != "optout"
    ]
    for gone in ("k3l9x2m4", "K3L9X2M4", "Erika", "erika", "unlike"):
        assert not any(gone in text for text in left), gone
    assert (await store.list()) == [it for it in await store.list(None) if it.id == kept]
    assert [it.buyer for it in await OptOuts(database).list()] == [ALIAS]
    if url.startswith("sqlite"):
        stored = FilePath(url.removeprefix("sqlite:///")).read_bytes()
        assert b"Erika Mustermann" not in stored


async def test_an_erasure_is_told_by_hash(database: Database, store: HeldMail, clock: Clock) -> None:
    id = await store.hold(sent(clock), verdict(MAIL), FACTS)
    await Erasure(database, clock).erase(ALIAS, "ana")
    hold, reject, erase = await Audit(database).list()
    assert (hold.object_id, reject.object_id, reject.actor, reject.detail) == (id, id, "ana", {"because": "erasure"})
    assert (erase.action, erase.object_id) == ("erase", sha256(ALIAS.encode()))
    assert [it async for it in problems(Audit(database))] == []


async def test_what_is_being_sent_stays_until_the_next_erasure(database: Database, store: HeldMail, clock: Clock) -> None:
    id = await store.hold(sent(clock), verdict(MAIL), FACTS)
    await store.claim_release(id, "me")
    assert await Erasure(database, clock).erase(ALIAS, "ana") == Erased(sent=0, held=0, captured=0, busy=1)
    assert await store.released(id, TAKEN, DIGEST)
    assert await Erasure(database, clock).erase(ALIAS, "ana") == Erased(sent=1, held=1, captured=0, busy=0)


async def test_an_unknown_buyer(database: Database, clock: Clock) -> None:
    assert await Erasure(database, clock).erase("nobody", "ana") == Erased(0, 0, 0, 0)
