"""Records: what history adds to a message's facts, and what becomes of the same submission twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from filters.facts import Earlier, Facts
from filters.finding import Action
from filters.verdict import Verdict
from gateway import events as e
from gateway.envelope import Client, Envelope, Path, Refused, Reply
from gateway.recorded import Known, Outcome
from gateway.records import HistoryRecords, NoRecords
from gateway.store.past import Past

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
ORDERS = ("302-1234567-1234567", "302-7654321-7654321")
FACTS = Facts("shop@seller.example", (f"K3L9X2M4P7Q8R5T+abcdef01@{BUYER.partition('@')[2]}",), account="shop")
VERDICT = Verdict(Action.NOTE, (), b"", False, "digest")
KNOWN = Known("first", "forward", Reply(250, "2.0.0", "queued"), None)
DOWN = Refused(Reply(451, "4.3.0", "later"))


class FakeHistory:
    """What it was asked and told; the past it knows."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.recorded: list[Outcome] = []
        self.past_ = Past()
        self.down = False

    async def past(self, *asked: object) -> Past:
        if self.down:
            raise DOWN
        self.asked.append(asked)
        return Past(known=KNOWN) if self.recorded else self.past_

    async def record(self, envelope: Envelope, facts: Facts, verdict: Verdict, ended: Outcome) -> None:
        if self.down:
            raise DOWN from OSError("a word of the message")
        self.recorded.append(ended)


@pytest.fixture
def history() -> FakeHistory:
    return FakeHistory()


@pytest.fixture
def told() -> list[e.Event]:
    return []


@pytest.fixture
def records(history: FakeHistory, told: list[e.Event]) -> HistoryRecords:
    return HistoryRecords(history, told.append)  # type: ignore[arg-type]


def envelope(head: bytes = b"Message-ID: <a@b>\r\n", body: bytes = b"Hello\r\n") -> Envelope:
    path = Path(b"shop@seller.example")
    return Envelope("m1", NOW, Client("127.0.0.1"), path, (Path(BUYER.encode()),), head + b"\r\n" + body)


async def test_history_is_asked_for_the_buyer_and_tells_the_facts(records: HistoryRecords, history: FakeHistory) -> None:
    history.past_ = Past((Earlier(NOW, ORDERS, True),), 7, True)
    async with records.recalled(envelope(), FACTS) as (facts, known):
        assert (facts.earlier, facts.sent_today, facts.opted_out, facts.order_ids) == (history.past_.earlier, 7, True, ())
        assert known is None
    [(account, buyer, submission, now)] = history.asked
    assert (account, buyer, now) == ("shop", BUYER, NOW)
    assert submission


@pytest.mark.parametrize(
    ("field", "orders"),
    [
        (b"In-Reply-To: <mine@shop>", ORDERS[:1]),
        (b"References: <x@y> <mine@shop>\r\n <other@shop>", ORDERS),
        (b"References: <x@y>", ()),
        (b"X-Other: <mine@shop>", ()),
    ],
)
async def test_what_continues_a_message_of_ones_own_is_about_its_orders(
    records: HistoryRecords, history: FakeHistory, field: bytes, orders: tuple[str, ...]
) -> None:
    own = (Earlier(NOW, ORDERS[:1], message_id="mine@shop"), Earlier(NOW, ORDERS[1:], message_id="other@shop"))
    history.past_ = Past((*own, Earlier(NOW, ("999-0000000-0000000",))))
    async with records.recalled(envelope(field + b"\r\n"), FACTS) as (facts, _):
        assert facts.order_ids == orders


async def test_of_the_same_submission_twice_at_once_the_second_waits_and_is_known(records: HistoryRecords) -> None:
    order: list[str] = []

    async def deliver(name: str) -> Known | None:
        async with records.recalled(envelope(), FACTS) as (facts, known):
            order.append(f"{name} begins")
            await asyncio.sleep(0)
            await records.record(envelope(), facts, VERDICT, Outcome("forward"))
            order.append(f"{name} ends")
            return known

    assert await asyncio.gather(deliver("a"), deliver("b"), deliver("c")) == [None, KNOWN, KNOWN]
    assert [it.split()[1] for it in order] == ["begins", "ends"] * 3
    assert not records._in_work


async def test_a_first_that_fails_lets_the_second_try(records: HistoryRecords) -> None:
    async def failing() -> None:
        async with records.recalled(envelope(), FACTS):
            await asyncio.sleep(0)
            raise KeyError

    async def second() -> Known | None:
        async with records.recalled(envelope(), FACTS) as (_, known):
            return known

    failed, known = await asyncio.gather(failing(), second(), return_exceptions=True)
    assert isinstance(failed, KeyError)
    assert known is None


@pytest.mark.parametrize("head", [b"", b"Message-ID: <c@d>\r\n"])
async def test_other_messages_do_not_wait(records: HistoryRecords, head: bytes) -> None:
    async with records.recalled(envelope(), FACTS), records.recalled(envelope(head), FACTS), asyncio.timeout(30):
        if not head:
            async with records.recalled(envelope(head), FACTS):
                pass


async def test_a_history_that_cannot_be_asked_refuses(records: HistoryRecords, history: FakeHistory) -> None:
    history.down = True
    with pytest.raises(Refused):
        async with records.recalled(envelope(), FACTS):
            pass
    history.down = False
    async with records.recalled(envelope(), FACTS):
        pass


async def test_a_history_that_cannot_be_written_is_told_and_changes_nothing(
    records: HistoryRecords, history: FakeHistory, told: list[e.Event]
) -> None:
    history.down = True
    await records.record(envelope(), FACTS, VERDICT, Outcome("forward"))
    assert told == [e.Failed("m1", "history", "OSError")]


async def test_a_long_message_is_the_same_submission_too(records: HistoryRecords, history: FakeHistory) -> None:
    for _ in range(2):
        async with records.recalled(envelope(body=b"x" * 2_000_000), FACTS):
            pass
    assert history.asked[0] == history.asked[1]


async def test_without_history_nothing_is_known() -> None:
    records = NoRecords()
    await records.record(envelope(), FACTS, VERDICT, Outcome("forward"))
    async with records.recalled(envelope(), FACTS) as (facts, known):
        assert (facts, known) == (FACTS, None)
