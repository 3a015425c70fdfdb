"""What reviewers do, without a browser: who may, what is sent, and that it is sent once."""

from __future__ import annotations

import asyncio

import pytest

from gateway.envelope import Reply
from gateway.review.values import CLEANED, EDITED, ORIGINAL, Opened, Outcome, Preview
from gateway.store.held_message import State, sha256
from gateway.store.person import Person, Role
from gateway.store.queue import Search
from gateway.store.reviews import CLAIM, Reviews
from tests.gateway.console.letters import campaign, rich
from tests.gateway.console.stage import Stage, letter
from tests.gateway.store.conftest import Clock

ANNA, BERT = Person("anna", Role.REVIEWER), Person("bert", Role.REVIEWER)
OFFER = "We refund 10 EUR for a positive review of 302-1234567-1234567. Call +49 170 1234567."
PAY = "Please pay 302-1234567-1234567 to our account DE89 3704 0044 0532 0130 00."


async def opened(stage: Stage, person: Person, id: str) -> Opened:
    found = await stage.desk.look.open(person, id)
    assert found
    return found


async def state(stage: Stage, id: str) -> State:
    message = await stage.held.get(id)
    assert message
    return message.summary.state


@pytest.mark.parametrize("form", (CLEANED, ORIGINAL))
async def test_what_was_seen_is_what_is_sent(stage: Stage, form: str) -> None:
    id = await stage.hold(letter(OFFER))
    found = await opened(stage, ANNA, id)
    done = await stage.desk.decide.release(ANNA, id, form, found.sha256(form), "harmless")
    assert done.settled
    assert [sha256(sent) for sent in stage.relay.sent] == [found.sha256(form)]


async def test_as_it_is_needs_a_reason(stage: Stage) -> None:
    id = await stage.hold(letter(OFFER))
    found = await opened(stage, ANNA, id)
    assert not (await stage.desk.decide.release(ANNA, id, ORIGINAL, found.sha256(ORIGINAL), " ")).done
    assert not stage.relay.sent


async def test_of_two_who_release_at_once_one_does(stage: Stage) -> None:
    """DUR-019."""
    id = await stage.hold(letter(OFFER))
    seen = (await opened(stage, ANNA, id)).sha256(CLEANED)
    both = await asyncio.gather(*(stage.desk.decide.release(ANNA, id, CLEANED, seen) for _ in range(8)))
    assert [outcome.done for outcome in both].count(True) == 1
    assert len(stage.relay.sent) == 1


async def test_a_message_that_somebody_has_open_is_theirs(stage: Stage) -> None:
    id = await stage.hold(letter(OFFER))
    mine = await opened(stage, ANNA, id)
    theirs = await opened(stage, BERT, id)
    assert mine.mine and not theirs.mine and theirs.standing.claimed_by == "anna"
    for outcome in (
        await stage.desk.decide.release(BERT, id, CLEANED, theirs.sha256(CLEANED)),
        await stage.desk.decide.reject(BERT, id, "no"),
        await stage.desk.decide.hand_on(BERT, id, ""),
        await stage.desk.edit.release(BERT, id, {}, theirs.sha256(CLEANED)),
    ):
        assert outcome == Outcome(False, "anna has it open.")


async def test_a_claim_ends_by_itself(stage: Stage) -> None:
    clock = Clock()
    reviews = Reviews(stage.database, clock)
    id = await stage.hold(letter(OFFER))
    assert await reviews.claim(id, "anna")
    assert not await reviews.claim(id, "bert")
    clock.forward(seconds=CLAIM.total_seconds() + 1)
    assert await reviews.claim(id, "bert")


async def test_four_eyes_are_two_people_and_one_form(stage: Stage) -> None:
    id = await stage.hold(letter(PAY))
    found = await opened(stage, ANNA, id)
    assert stage.desk.decide.needs_two(found)
    seen = found.sha256(CLEANED)
    assert (await stage.desk.decide.release(ANNA, id, CLEANED, seen)).settled
    assert not (await stage.desk.decide.release(ANNA, id, CLEANED, seen)).done
    await stage.reviews.leave(id, "anna")
    preview = await stage.desk.edit.preview(await opened(stage, BERT, id), {0: "Another subject"})
    assert isinstance(preview, Preview)
    assert not stage.relay.sent
    assert (await stage.desk.decide.release(BERT, id, CLEANED, seen)).settled
    assert len(stage.relay.sent) == 1


async def test_an_edit_makes_the_first_approval_void(stage: Stage) -> None:
    id = await stage.hold(letter(PAY))
    seen = (await opened(stage, ANNA, id)).sha256(CLEANED)
    await stage.desk.decide.release(ANNA, id, CLEANED, seen)
    texts = {0: "Order 302-1234567-1234567"}
    preview = await stage.desk.edit.preview(await opened(stage, BERT, id), texts)
    assert isinstance(preview, Preview)
    await stage.desk.edit.release(BERT, id, texts, preview.sha256, "reason")
    standing = await stage.reviews.standing(id)
    assert not stage.relay.sent and standing and standing.approved_by == "bert"


async def test_an_edit_is_checked_kept_and_sent(stage: Stage) -> None:
    id = await stage.hold(rich())
    found = await opened(stage, ANNA, id)
    shown = await stage.desk.look.shown(found)
    texts = {each.number: "Thank you for order 302-1234567-1234567.\n" for each in shown.editable if each.kind == "text"}
    preview = await stage.desk.edit.preview(found, texts)
    assert isinstance(preview, Preview) and preview.stopping and preview.differences
    unsaid = await stage.desk.edit.release(ANNA, id, texts, preview.sha256)
    assert not unsaid.done and not stage.relay.sent
    other = await stage.desk.edit.release(ANNA, id, {}, preview.sha256, "the buyer asked")
    assert not other.done and not stage.relay.sent
    assert (await stage.desk.edit.release(ANNA, id, texts, preview.sha256, "the buyer asked")).settled
    assert [sha256(sent) for sent in stage.relay.sent] == [preview.sha256]
    standing = await stage.reviews.standing(id)
    assert standing and standing.edit and standing.edit.sha256 == preview.sha256 and standing.note == "the buyer asked"
    assert found.message.envelope.raw == rich()


async def test_an_edit_keeps_its_words_where_the_relay_refuses(stage: Stage) -> None:
    id = await stage.hold(letter(OFFER))
    found = await opened(stage, ANNA, id)
    texts = {each.number: "Thank you for 302-1234567-1234567." for each in (await stage.desk.look.shown(found)).editable[1:]}
    preview = await stage.desk.edit.preview(found, texts)
    assert isinstance(preview, Preview)
    stage.relay.answers = [Reply(451, "4.3.0", "later")]
    assert not (await stage.desk.edit.release(ANNA, id, texts, preview.sha256)).done
    again = await opened(stage, ANNA, id)
    assert again.waits and again.sha256(EDITED) == preview.sha256
    assert (await stage.desk.decide.release(ANNA, id, EDITED, preview.sha256)).settled


async def test_a_colleague_gets_only_what_they_may_decide(stage: Stage) -> None:
    id = await stage.hold(letter(OFFER), account="north")
    for name, role, accounts in (
        ("bert", Role.REVIEWER, None),
        ("vera", Role.VIEWER, None),
        ("sam", Role.REVIEWER, ("south",)),
    ):
        await stage.desk.people.add(name, role, "x", accounts, "test")
    outcomes = [(await stage.desk.decide.hand_on(ANNA, id, name)).done for name in ("vera", "sam", "nobody", "bert")]
    assert outcomes == [False, False, False, True]
    listed = await stage.desk.look.page(BERT, Search(assigned_to="bert"))
    assert [item.id for item in listed] == [id]


async def test_a_campaign_stands_in_the_queue_once(stage: Stage) -> None:
    ids = [await stage.hold(campaign(1_000_000 + number, f"Name{number}")) for number in range(60)]
    await stage.hold(letter(OFFER))
    page = await stage.desk.look.page(ANNA, Search())
    assert [(item.alike, item.id in ids) for item in page] == [(60, True), (1, False)]
    assert len(await stage.desk.look.alike(ANNA, page[0].template)) == 60


async def test_pages_show_every_message_once(stage: Stage) -> None:
    ids = {await stage.hold(letter(f"{OFFER} {'x' * number}")) for number in range(23)}
    seen: list[str] = []
    after = None
    while page := await stage.desk.look.page(ANNA, Search(), after, 5):
        seen += [item.id for item in page]
        after = (page[-1].due_at, page[-1].id) if page[-1].due_at else None
    assert sorted(seen) == sorted(ids)


async def test_every_step_is_in_the_record(stage: Stage) -> None:
    id = await stage.hold(letter(OFFER))
    found = await opened(stage, ANNA, id)
    await opened(stage, ANNA, id)
    await stage.desk.decide.judge(ANNA, id, 0, "wrong")
    await stage.desk.decide.comment(ANNA, id, "hm")
    await stage.desk.decide.release(ANNA, id, CLEANED, found.sha256(CLEANED), "fine")
    actions = [entry.action for entry in await stage.desk.look.record(found)]
    assert actions == ["hold", "view", "judge", "comment", "reason", "release", "released"]
    assert await state(stage, id) is State.RELEASED
