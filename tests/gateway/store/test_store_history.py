"""History: what it keeps of a message, and what it tells the next one."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import timedelta

import pytest

from filters.facts import Earlier, Facts
from filters.verdict import Gist
from gateway.envelope import Client, Envelope, Path, Reply
from gateway.recorded import Known, Outcome
from gateway.store.database import Database
from gateway.store.forms import dump_facts, load_facts
from gateway.store.held import HeldMail
from gateway.store.history import History
from gateway.store.history_rows import submission
from gateway.store.past import TODAY, Past
from gateway.store.schema import archived, message, message_order, optout
from tests.gateway.store.conftest import ALIAS, FACTS, RAW, Clock, envelope, verdict

TAKEN = Reply(250, "2.0.0", "queued as X")
DIGEST = "5e" * 32
SENT = Outcome("forward", TAKEN, "default")
ORDER = "302-1234567-1234567"
MAIL = b"Received: from a\r\n\tby b\r\nMessage-ID: <one@shop.example>\r\nSubject: hi\r\n\r\nbody\r\n"


@pytest.fixture
def history(database: Database) -> History:
    return History(database, archive=True)


def sent(clock: Clock, raw: bytes = MAIL) -> Envelope:
    return replace(envelope(raw), received_at=clock())


async def past(history: History, clock: Clock, **given: str | None) -> Past:
    asked: dict[str, str | None] = {"account": "shop", "buyer": ALIAS, "submission": "", **given}
    return await history.past(now=clock(), **asked)  # type: ignore[arg-type]


async def test_a_row_says_what_the_message_was(history: History, database: Database, clock: Clock) -> None:
    decided = verdict(b"Repaired: yes\r\n\r\n", True)
    sender = sent(clock)
    await history.record(sender, FACTS, decided, SENT)
    [row] = await database.read(lambda connection: connection.execute(message.select()).all())
    assert (row.id, row.account, row.buyer, row.sender) == (sender.id, "shop", ALIAS, "a@shop.example")
    assert (row.outcome, row.edited, row.relay, row.policy) == ("forward", True, "default", "digest")
    assert (row.header_message_id, row.size, row.subject) == ("one@shop.example", len(MAIL), "Hi??")
    assert row.rules == '[["links/external", "hold", false], ["contact/phone", "reject", true]]'
    [order] = await database.read(lambda connection: connection.execute(message_order.select()).all())
    assert (order.message_id, order.order_id) == (sender.id, ORDER)
    [kept] = await database.read(lambda connection: connection.execute(archived.select()).all())
    assert zlib.decompress(kept.original) == MAIL
    assert zlib.decompress(kept.outgoing) == b"Repaired: yes\r\n\r\n"
    assert load_facts(kept.facts) == FACTS


async def test_facts_survive_with_their_past() -> None:
    facts = replace(
        FACTS, earlier=(Earlier(FACTS.now, (ORDER,), True, "x@y"),), order_ids=(ORDER,), senders=("a@b",), reply=True
    )
    assert load_facts(dump_facts(facts)) == facts
    assert load_facts("{}") == Facts()


async def test_without_an_archive_no_bytes_are_kept(database: Database, clock: Clock) -> None:
    await History(database).record(sent(clock), FACTS, verdict(), SENT)
    assert await database.read(lambda connection: connection.execute(archived.select()).all()) == []


async def test_what_went_to_the_buyer_before_newest_first(history: History, clock: Clock) -> None:
    asks = replace(verdict(), gist=Gist((ORDER,), asks_review=True))
    for decided in (asks, replace(verdict(), gist=Gist())):
        await history.record(sent(clock), FACTS, decided, SENT)
        clock.forward(hours=1)
    await history.record(sent(clock), replace(FACTS, account="other"), asks, SENT)
    await history.record(sent(clock), replace(FACTS, rcpt_to=("z8y7x6w5v4u3t2s@marketplace.amazon.de",)), asks, SENT)
    await history.record(sent(clock), FACTS, asks, Outcome("reject"))
    told = (await past(history, clock)).earlier
    assert [(it.order_ids, it.asks_review, it.message_id) for it in told] == [
        ((), False, "one@shop.example"), ((ORDER,), True, "one@shop.example"),
    ]  # fmt: skip
    assert told[0].at - told[1].at == timedelta(hours=1)
    assert (await past(history, clock, buyer=None)).earlier == ()


async def test_the_day_of_an_account_begins_at_midnight_utc(history: History, clock: Clock) -> None:
    await history.record(sent(clock), FACTS, verdict(), SENT)
    await history.record(sent(clock), FACTS, verdict(), Outcome("reject"))
    assert (await past(history, clock)).sent_today == 1
    assert (await past(history, clock, account="other")).sent_today == 0
    clock.forward(hours=22)
    assert (await past(history, clock)).sent_today == 0


async def test_no_more_than_so_many_are_counted(history: History, database: Database, clock: Clock) -> None:
    await history.record(sent(clock), FACTS, verdict(), SENT)

    def multiply(connection: object) -> None:
        row = dict(connection.execute(message.select()).one()._mapping)
        connection.execute(message.insert(), [{**row, "id": f"copy{number}"} for number in range(TODAY + 5)])

    await database.write(multiply)
    assert (await past(history, clock)).sent_today == TODAY


@pytest.mark.parametrize(
    ("account", "buyer", "out"), [("shop", ALIAS, True), ("*", ALIAS, True), ("other", ALIAS, False), ("shop", "z@y", False)]
)
async def test_opted_out(history: History, database: Database, clock: Clock, account: str, buyer: str, out: bool) -> None:
    row = {"account": account, "buyer": buyer, "since": clock(), "source": "test"}
    await database.write(lambda connection: connection.execute(optout.insert().values(row)))
    assert (await past(history, clock)).opted_out is out


async def test_a_second_try_is_known_for_a_day(history: History, clock: Clock) -> None:
    first = sent(clock)
    await history.record(first, FACTS, verdict(), SENT)
    again = replace(first, id="m-again", raw=MAIL.replace(b"from a", b"from elsewhere"))
    assert submission(again) == submission(first) != ""
    clock.forward(hours=23)
    assert (await past(history, clock, submission=submission(again))).known == Known(first.id, "forward", TAKEN, None)
    clock.forward(hours=2)
    assert (await past(history, clock, submission=submission(again))).known is None


@pytest.mark.parametrize(
    "changed",
    [
        {"raw": MAIL.replace(b"body", b"bodY")},
        {"raw": MAIL.replace(b"Subject: hi", b"Subject: ho")},
        {"raw": MAIL.replace(b"<one@", b"<two@")},
        {"raw": MAIL + b"Received: from a\r\n"},
        {"mail_from": Path(b"b@shop.example")},
        {"rcpt_to": (Path(ALIAS.encode()),)},
        {"client": Client("192.0.2.9", login="another")},
    ],
)
async def test_another_message_is_no_second_try(clock: Clock, changed: dict[str, object]) -> None:
    first = sent(clock)
    assert submission(replace(first, **changed)) != submission(first)  # type: ignore[arg-type]


@pytest.mark.parametrize("raw", [RAW, b"", MAIL.replace(b"<one@shop.example>", b"one"), b"Message-ID: <a@b>\r\n" + MAIL])
async def test_a_message_without_one_id_of_its_own_is_never_a_second_try(clock: Clock, raw: bytes) -> None:
    assert submission(sent(clock, raw)) == ""


async def test_recipients_in_another_order_are_the_same(clock: Clock) -> None:
    first = sent(clock)
    assert submission(replace(first, rcpt_to=first.rcpt_to[::-1])) == submission(first)


async def test_a_held_message_is_in_the_history_and_ends_as_people_decide(
    store: HeldMail, history: History, database: Database, clock: Clock
) -> None:
    envelopes = [sent(clock, MAIL.replace(b"one@", it)) for it in (b"one@", b"two@", b"three@")]
    ids = [await store.hold(it, verdict(), FACTS) for it in envelopes]
    assert (await past(history, clock, submission=submission(envelopes[0]))).known == Known(
        envelopes[0].id, "hold", None, ids[0]
    )
    await store.claim_release(ids[0], "me")
    await store.released(ids[0], TAKEN, DIGEST)
    await store.reject(ids[1], "me", "no")
    known = [(await past(history, clock, submission=submission(it))).known for it in envelopes]
    assert known == [Known(envelopes[0].id, "forward", TAKEN, ids[0]), None, Known(envelopes[2].id, "hold", None, ids[2])]
    assert len((await past(history, clock)).earlier) == 1


async def test_with_history_off_held_mail_leaves_none(database: Database, clock: Clock) -> None:
    await HeldMail(database, clock, history=False).hold(sent(clock), verdict(), FACTS)
    assert await database.read(lambda connection: connection.execute(message.select()).all()) == []
