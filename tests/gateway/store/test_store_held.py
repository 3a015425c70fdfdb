"""Held mail: what goes in comes out, and two reviewers never act twice (DUR-019, DUR-020)."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from filters.verdict import Verdict
from gateway.envelope import Envelope, Path, Reply
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.held_message import Damaged, State
from gateway.store.schema import held_content, metadata
from tests.gateway.store.conftest import FACTS, RAW, Clock, envelope, verdict

LATER = Reply(451, "4.4.1", "later\nperhaps")
TAKEN = Reply(250, "2.0.0", "queued as X")
DIGEST = "5e" * 32


def without_secret(sent: Envelope) -> Envelope:
    return replace(sent, client=replace(sent.client, credentials=None))


@pytest.mark.parametrize("outcome", [verdict(), verdict(b"Repaired: yes\r\n\r\n", True)])
async def test_a_round_trip(store: HeldMail, outcome: Verdict) -> None:
    sent = envelope()
    id = await store.hold(sent, outcome, FACTS)
    message = await store.get(id)
    assert message
    assert message.envelope == without_secret(sent)
    assert message.verdict == outcome
    assert message.verdict.seconds == outcome.seconds
    assert message.intact


async def test_bytes_that_are_no_text_survive_in_paths(store: HeldMail) -> None:
    odd = replace(envelope(), mail_from=Path(b"", (b"X=\xff\x00",)), rcpt_to=(Path(b"\xff"),))
    message = await store.get(await store.hold(odd, verdict(), FACTS))
    assert message
    assert (message.envelope.mail_from, message.envelope.rcpt_to) == (odd.mail_from, odd.rcpt_to)


async def test_the_secret_is_not_stored(store: HeldMail, database: Database) -> None:
    await store.hold(envelope(), verdict(), FACTS)
    for table in metadata.sorted_tables:
        rows = await database.read(lambda connection, it=table: connection.execute(it.select()).all())
        assert "secret" not in repr(rows)


async def test_the_list(store: HeldMail, clock: Clock) -> None:
    ids = []
    for _ in range(4):
        ids.append(await store.hold(envelope(), verdict(), FACTS))
        clock.forward(seconds=1)
    assert ids == sorted(ids)
    assert [listed.id for listed in await store.list()] == ids
    assert [listed.id for listed in await store.list(limit=2, offset=1)] == ids[1:3]
    assert await store.reject(ids[0], "me", "spam")
    assert [listed.id for listed in await store.list()] == ids[1:]
    [rejected] = await store.list(State.REJECTED)
    assert (rejected.id, rejected.decided_by, rejected.reason) == (ids[0], "me", "spam")
    assert len(await store.list(None)) == 4
    [first, *_] = await store.list()
    assert (first.size, first.rules, first.mail_from) == (len(RAW), ("links/external",), envelope().mail_from)


async def test_count_and_oldest(store: HeldMail, clock: Clock) -> None:
    assert await store.count_and_oldest() == (0, None)
    first = clock.now
    id = await store.hold(envelope(), verdict(), FACTS)
    clock.forward(hours=1)
    await store.hold(envelope(), verdict(), FACTS)
    assert await store.count_and_oldest() == (2, first)
    await store.claim_release(id, "me")
    assert await store.count_and_oldest() == (1, clock.now)


async def test_a_release(store: HeldMail, clock: Clock) -> None:
    id = await store.hold(envelope(), verdict(), FACTS)
    message = await store.claim_release(id, "me\udc80\0")
    assert message
    assert message.summary.state is State.RELEASING
    assert await store.claim_release(id, "you") is None
    assert not await store.reject(id, "you", "no")
    assert await store.released(id, TAKEN, DIGEST)
    [listed] = await store.list(State.RELEASED)
    assert (listed.decided_by, listed.decided_at, listed.reply) == ("me??", clock.now, TAKEN)
    assert not await store.released(id, TAKEN, DIGEST)
    assert not await store.unclaim(id, LATER)
    assert await store.claim_release(id, "you") is None


async def test_a_release_the_relay_did_not_take(store: HeldMail) -> None:
    id = await store.hold(envelope(), verdict(), FACTS)
    await store.claim_release(id, "me")
    assert await store.unclaim(id, LATER)
    [listed] = await store.list()
    assert (listed.decided_by, listed.decided_at, listed.reply) == (None, None, LATER)
    assert await store.claim_release(id, "you")


async def test_nothing_follows_a_rejection(store: HeldMail) -> None:
    id = await store.hold(envelope(), verdict(), FACTS)
    assert await store.reject(id, "me", "spam")
    assert not await store.reject(id, "you", "ham")
    assert await store.claim_release(id, "you") is None
    assert not await store.released(id, TAKEN, DIGEST)
    [listed] = await store.list(State.REJECTED)
    assert listed.reason == "spam"


async def test_an_unknown_id(store: HeldMail) -> None:
    assert await store.get("none") is None
    assert await store.claim_release("none", "me") is None
    assert not await store.reject("none", "me", "")


async def test_a_release_that_never_ended_is_shown_and_waits_for_a_person(store: HeldMail, clock: Clock) -> None:
    id = await store.hold(envelope(), verdict(), FACTS)
    await store.claim_release(id, "me")
    clock.forward(minutes=14)
    assert not (await store.list(State.RELEASING))[0].stuck
    assert not await store.return_stuck(id, "you")
    clock.forward(minutes=2)
    assert (await store.list(State.RELEASING))[0].stuck
    assert await store.claim_release(id, "you") is None
    assert await store.return_stuck(id, "you")
    assert (await store.list())[0].reason == "returned by you"


@pytest.mark.parametrize("column", ["original", "outgoing"])
async def test_damaged_bytes_are_never_given_out_for_sending(store: HeldMail, database: Database, column: str) -> None:
    id = await store.hold(envelope(), verdict(b"Repaired: yes\r\n\r\n", True), FACTS)
    await database.write(
        lambda connection: connection.execute(held_content.update().values({column: b"Repaired: yeS\r\n\r\n"}))
    )
    with pytest.raises(Damaged, match=id):
        await store.claim_release(id, "me")
    assert [listed.id for listed in await store.list()] == [id]
    message = await store.get(id)
    assert message
    assert not message.intact
    assert await store.reject(id, "me", "damaged")


async def test_of_many_reviewers_one_wins(url: str, store: HeldMail) -> None:
    ids = [await store.hold(envelope(), verdict(), FACTS) for _ in range(5)]
    databases = [await Database.open(url) for _ in range(4)]
    nodes = [HeldMail(database) for database in databases]
    for id in ids:
        claims = await asyncio.gather(*(node.claim_release(id, str(n)) for n, node in enumerate(nodes * 2)))
        assert sum(claim is not None for claim in claims) == 1
    for database in databases:
        await database.close()


async def test_of_a_release_and_a_rejection_one_wins(url: str, store: HeldMail) -> None:
    other = await Database.open(url)
    for _ in range(10):
        id = await store.hold(envelope(), verdict(), FACTS)
        claim, rejected = await asyncio.gather(store.claim_release(id, "me"), HeldMail(other).reject(id, "you", "no"))
        assert (claim is not None) != rejected
    await other.close()


async def test_the_loop_runs_while_the_store_works(store: HeldMail) -> None:
    holding = asyncio.ensure_future(store.hold(envelope(RAW * 100_000), verdict(), FACTS))
    turns = 0
    while not holding.done():
        await asyncio.sleep(0)
        turns += 1
    assert await holding
    assert turns > 1
