"""The audit trail: what it tells, and that nothing can be done to it unnoticed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import Connection

from gateway.envelope import Refused, Reply
from gateway.store.audit import START, Audit, Head, append
from gateway.store.audit_check import problems
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.schema import audit
from tests.gateway.store.conftest import FACTS, Clock, envelope, verdict

TAKEN = Reply(250, "2.0.0", "queued")
DIGEST = "5e" * 32


@pytest.fixture
async def trail(database: Database, clock: Clock) -> AsyncIterator[Audit]:
    """A trail of five entries."""
    trail = Audit(database, clock)
    for number in range(5):
        await trail.add(f"p{number}\0\udc80", "view", "held", f"m{number}", page=number)
    yield trail


async def wrong(trail: Audit, known: Head | None = None) -> list[int]:
    return [problem.seq async for problem in problems(trail, known)]


async def test_every_change_of_held_mail_is_told_with_who_and_what(store: HeldMail, database: Database, clock: Clock) -> None:
    first, second = [await store.hold(envelope(), verdict(), FACTS) for _ in range(2)]
    await store.claim_release(first, "me")
    await store.unclaim(first, Reply(451, "4.0.0", "later"))
    await store.claim_release(first, "me")
    clock.forward(hours=1)
    await store.return_stuck(first, "you")
    await store.claim_release(first, "you")
    await store.released(first, TAKEN, DIGEST)
    await store.reject(second, "me", "the buyer's own words")
    trail = Audit(database)
    told = [(it.actor, it.action, it.detail.get("code")) for it in await trail.list("held", first)]
    assert (await trail.list("held", first))[-1].detail["content"] == DIGEST
    assert told == [
        ("gateway", "hold", None), ("me", "release", None), ("gateway", "not taken", 451), ("me", "release", None),
        ("you", "return", None), ("you", "release", None), ("gateway", "released", 250),
    ]  # fmt: skip
    [_, rejected] = await trail.list("held", second)
    assert (rejected.actor, rejected.action, set(rejected.detail)) == ("me", "reject", {"reason_sha256"})
    assert await wrong(trail) == []


async def test_what_did_not_happen_is_not_told(store: HeldMail, database: Database) -> None:
    id = await store.hold(envelope(), verdict(), FACTS)
    assert not await store.released(id, TAKEN, DIGEST)
    assert not await store.return_stuck(id, "me")
    assert len(await Audit(database).list()) == 1


async def test_a_change_that_cannot_be_told_does_not_happen(store: HeldMail, database: Database) -> None:
    id = await store.hold(envelope(), verdict(), FACTS)
    await database.write(lambda connection: connection.exec_driver_sql("ALTER TABLE audit RENAME TO gone"))
    with pytest.raises(Refused):
        await store.reject(id, "me", "")
    with pytest.raises(Refused):
        await store.hold(envelope(), verdict(), FACTS)
    assert [it.id for it in await store.list()] == [id]


async def test_a_whole_trail(trail: Audit) -> None:
    entries = await trail.list()
    assert [it.seq for it in entries] == [1, 2, 3, 4, 5]
    assert (entries[0].previous, entries[0].actor, entries[0].detail) == (START, "p0??", {"page": 0})
    assert await wrong(trail, await trail.head()) == []


async def test_parts_of_it(trail: Audit) -> None:
    assert [it.seq for it in await trail.list(after=3)] == [4, 5]
    assert [it.seq for it in await trail.list(limit=2)] == [1, 2]
    assert [it.seq for it in await trail.list("held", "m2")] == [3]
    assert [it.seq for it in await trail.list(actor="p4??")] == [5]
    assert await trail.list("person") == []


def changed(**values: object) -> Callable[[Connection], object]:
    return lambda connection: connection.execute(audit.update().where(audit.c.seq == 3).values(**values))


def removed(connection: Connection) -> None:
    connection.execute(audit.delete().where(audit.c.seq.in_([2, 3])))


def moved(connection: Connection) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        connection.execute(audit.update().where(audit.c.seq == old).values(seq=new))


def inserted(connection: Connection) -> None:
    connection.execute(audit.update().where(audit.c.seq == 5).values(seq=6))
    row = connection.execute(audit.select().where(audit.c.seq == 4)).one()
    connection.execute(audit.insert().values({**row._mapping, "seq": 5}))


def written_anew(connection: Connection) -> None:
    """A forger who knows how: the last entries replaced by others with right hashes."""
    at = connection.execute(audit.select().where(audit.c.seq == 4)).one().at
    connection.execute(audit.delete().where(audit.c.seq >= 4))
    for number in (3, 4):
        append(connection, at, "innocent", "view", "held", f"m{number}", page=number)


@pytest.mark.parametrize(
    ("tampered", "where"),
    [
        (changed(actor="nobody"), [3]),
        (changed(detail='{"page":7}'), [3]),
        (changed(detail="no JSON"), [3]),
        (changed(at=Clock().now.replace(year=1999)), [3]),
        (changed(hash="f" * 64), [3, 4]),
        (changed(previous="f" * 64), [3, 3]),
        (removed, [4]),
        (moved, [3, 3, 4, 4, 5]),
        (inserted, [5, 5, 6]),
    ],
)
async def test_tampering_is_told_with_its_place(
    trail: Audit, database: Database, tampered: Callable[[Connection], object], where: list[int]
) -> None:
    await database.write(tampered)
    assert await wrong(trail) == where


async def test_a_trail_cut_short_is_told_by_a_head_kept_elsewhere(trail: Audit, database: Database) -> None:
    head = await trail.head()
    await database.write(lambda connection: connection.execute(audit.delete().where(audit.c.seq >= 4)))
    assert await wrong(trail) == []
    assert await wrong(trail, head) == [4]


async def test_a_trail_written_anew_is_told_by_a_head_kept_elsewhere(trail: Audit, database: Database) -> None:
    head = await trail.head()
    await database.write(written_anew)
    assert await wrong(trail) == []
    assert await wrong(trail, head) == [5]


async def test_many_write_at_once(url: str, database: Database) -> None:
    others = [await Database.open(url) for _ in range(3)]
    trails = [Audit(it) for it in (database, *others)]
    await asyncio.gather(*(trail.add("p", "view", "held", str(n)) for n in range(10) for trail in trails))
    assert (await trails[0].head()).seq == 40
    assert await wrong(trails[0]) == []
    for other in others:
        await other.close()
