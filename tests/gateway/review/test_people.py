"""People, sessions and the queue's search, on each database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gateway.store.people import LastAdmin
from gateway.store.person import Person, Role
from gateway.store.queue import Search
from gateway.store.sessions import ATTEMPTS, WINDOW, Sessions
from tests.gateway.console.stage import Stage, letter
from tests.gateway.store.conftest import Clock

ANNA = Person("anna", Role.REVIEWER)
OFFER = "Call +49 170 1234567 about 302-1234567-1234567."


async def test_people_are_added_changed_and_shut_out(stage: Stage) -> None:
    people = stage.desk.people
    await people.add("anna", Role.ADMIN, "hash", None, "test")
    await people.add("bert", Role.REVIEWER, "hash", ("north", "süd"), "test")
    assert [(it.name, it.role, it.accounts) for it in await people.list()] == [
        ("anna", Role.ADMIN, None),
        ("bert", Role.REVIEWER, ("north", "süd")),
    ]
    assert await people.set_totp("bert", "SECRET", "anna") and (await people.list())[1].totp
    assert await people.set_disabled("bert", True, "anna")
    assert await people.secrets("bert") is None and await people.secrets("nobody") is None
    assert not await people.set_role("nobody", Role.ADMIN, "anna")
    for change in (people.set_disabled("anna", True, "anna"), people.add("anna", Role.VIEWER, "hash", None, "anna")):
        with pytest.raises(LastAdmin):
            await change
    await people.set_role("bert", Role.ADMIN, "anna")
    with pytest.raises(LastAdmin):
        await people.set_role("anna", Role.VIEWER, "anna")


async def test_attempts_are_counted_until_one_succeeds(stage: Stage) -> None:
    clock = Clock()
    sessions = Sessions(stage.database, clock)
    for _ in range(ATTEMPTS):
        assert await sessions.attempt(("name anna", "address x"))
    assert not await sessions.attempt(("name anna", "address y")) and not await sessions.attempt(("name bert", "address x"))
    assert await sessions.attempt(("name bert", "address y"))
    clock.forward(seconds=WINDOW.total_seconds() + 1)
    assert await sessions.attempt(("name anna", "address x"))
    await sessions.succeeded(("name anna",))
    for _ in range(ATTEMPTS):
        assert await sessions.attempt(("name anna",))


async def test_a_search_narrows_by_everything_it_has(stage: Stage) -> None:
    plain = await stage.hold(letter(f"{OFFER} Ünüsual 100% words_here"))
    other = await stage.hold(letter("Pay to DE89 3704 0044 0532 0130 00", "Order 303-7654321-7654321"), account="north")

    async def found(**search: object) -> set[str]:
        return {item.id for item in await stage.desk.look.page(ANNA, Search(**search))}  # type: ignore[arg-type]

    assert await found() == {plain, other}
    assert await found(words="ünüsual") == await found(words="100%") == await found(words="words_here WORDS") == {plain}
    assert await found(words="10_%") == await found(words="wordsxhere") == set()
    assert (
        await found(order_id="303-7654321-7654321") == await found(order_id="303-76") == await found(account="north") == {other}
    )
    assert await found(sender="a@shop") == {plain, other} and await found(sender="b@shop") == set()
    assert await found(rule="contact/phone") == {plain} and await found(rule="contact/%") == set()
    assert await found(older=timedelta(hours=1)) == set() and await found(state="released") == set()
    north = Person("nora", Role.REVIEWER, ("north",))
    assert {item.id for item in await stage.desk.look.page(north, Search(state=""))} == {other}
    assert await stage.desk.look.count(north, Search()) == 1 and await stage.desk.look.open(north, plain) is None
