"""The console's pages, as a reviewer uses them."""

from __future__ import annotations

from gateway.envelope import Reply
from gateway.store.held_message import State, sha256
from gateway.store.person import Role
from tests.gateway.console.stage import Stage, letter

HELD = "We give you a refund if you change your review. Call +49 170 1234567."
CLEAN = "Your parcel is on its way."


async def test_a_message_is_found_read_and_released(stage: Stage) -> None:
    id = await stage.hold(letter(HELD))
    anna = await stage.person("anna")
    queue = await anna.get("/queue")
    assert f"/messages/{id}" in queue.text and "302-1234567-1234567" in queue.text
    page = await anna.get(f"/messages/{id}")
    assert page.status_code == 200 and 'class="finding' in page.text
    message = await stage.held.get(id)
    assert message is not None
    answer = await anna.post(f"/messages/{id}/release", form="cleaned", seen=sha256(message.verdict.outgoing))
    assert answer.status_code == 303 and answer.headers["location"].startswith("/queue/next")
    assert stage.relay.sent == [message.verdict.outgoing]
    done = await stage.held.get(id)
    assert done is not None and done.summary.state is State.RELEASED and done.summary.decided_by == "anna"


async def test_what_has_changed_since_it_was_seen_is_not_sent(stage: Stage) -> None:
    id = await stage.hold(letter(HELD))
    anna = await stage.person("anna")
    await anna.get(f"/messages/{id}")
    await anna.post(f"/messages/{id}/release", form="cleaned", seen="0" * 64)
    assert not stage.relay.sent


async def test_a_relay_that_refuses_leaves_it_held_and_says_so(stage: Stage) -> None:
    id = await stage.hold(letter(HELD))
    anna = await stage.person("anna")
    stage.relay.answers = [Reply(550, "5.7.1", "go <away>")]
    opened = await stage.desk.look.open((await stage.desk.people.list())[0], id)
    assert opened
    await anna.post(f"/messages/{id}/release", form="cleaned", seen=opened.sha256("cleaned"))
    page = await anna.get(f"/messages/{id}")
    assert "go &lt;away&gt;" in page.text and not stage.relay.sent


async def test_every_page_has_its_roles(stage: Stage) -> None:
    id = await stage.hold(letter(HELD))
    seen = {}
    for role in Role:
        browser = await stage.person(str(role), role)
        paths = ("/queue", f"/messages/{id}", f"/messages/{id}/edit", "/people", "/me")
        seen[role] = [(await browser.get(path)).status_code for path in paths]
        await browser.post(f"/messages/{id}/claim")
        await stage.reviews.leave(id, str(role))
    assert seen == {
        Role.VIEWER: [200, 200, 403, 403, 200],
        Role.REVIEWER: [200, 200, 200, 403, 200],
        Role.EDITOR: [200, 200, 200, 403, 200],
        Role.ADMIN: [200, 200, 200, 200, 200],
        Role.AUDITOR: [200, 200, 403, 403, 200],
    }


async def test_the_next_message_is_one_that_can_be_done_something_about(stage: Stage) -> None:
    """Not the one just approved, handed on, or open with a colleague."""
    approved = await stage.hold(letter("Pay 302-1234567-1234567 to DE89 3704 0044 0532 0130 00."))
    handed, open_, left = [await stage.hold(letter(f"{HELD} {'x' * number}")) for number in range(3)]
    anna, bert = await stage.person("anna"), await stage.person("bert")
    await anna.get("/queue")
    found = await stage.desk.look.open((await stage.desk.people.list())[0], approved)
    assert found
    answer = await anna.post(f"/messages/{approved}/release", form="cleaned", seen=found.sha256("cleaned"))
    assert answer.headers["location"].startswith("/queue/next")
    await anna.post(f"/messages/{handed}/hand-on", to="bert")
    await bert.get(f"/messages/{open_}")
    assert (await anna.get("/queue/next")).headers["location"].startswith(f"/messages/{left}")
    assert not stage.relay.sent
