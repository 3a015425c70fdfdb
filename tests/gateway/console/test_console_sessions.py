"""SECURITY WEB-006, WEB-007: who is who, for how long, and where a form comes from."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from gateway.console import totp
from gateway.console.web import ours
from gateway.store.person import Role
from gateway.store.sessions import IDLE, LONGEST, Sessions
from tests.gateway.console.stage import HASH, ORIGIN, PASSWORD, Browser, Stage, letter
from tests.gateway.store.conftest import Clock

HELD = "Call +49 170 1234567 about 302-1234567-1234567."


async def test_nobody_sees_anything_without_signing_in(stage: Stage) -> None:
    id = await stage.hold(letter(HELD))
    browser = stage.browser()
    for path in ("/", "/queue", f"/messages/{id}", f"/messages/{id}/raw", f"/messages/{id}/html/0", "/people", "/rules/x"):
        answer = await browser.client.get(path)
        assert answer.status_code == 303 and "302-1234567" not in answer.text, path


async def test_a_session_is_new_with_each_sign_in_and_dead_after_the_sign_out(stage: Stage) -> None:
    anna = await stage.person("anna")
    first = anna.client.cookies["session"]
    await anna.sign_in("anna", PASSWORD)
    assert anna.client.cookies["session"] != first
    assert await stage.desk.sessions.find(first) is None
    second = anna.client.cookies["session"]
    await anna.post("/sign-out")
    anna.client.cookies.set("session", second, domain="review.example")
    assert (await anna.client.get("/queue")).status_code == 303


async def test_the_cookie_is_out_of_reach(stage: Stage) -> None:
    await stage.desk.people.add("anna", Role.REVIEWER, HASH, None, "test")
    answer = await stage.browser().sign_in("anna", PASSWORD)
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("session="))
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie


async def test_a_session_ends_when_idle_and_at_last(tmp_path: Path, stage: Stage) -> None:
    clock = Clock()
    await stage.desk.people.add("anna", Role.REVIEWER, HASH, None, "test")
    sessions = Sessions(stage.database, clock)
    idle = await sessions.begin("anna", "192.0.2.1")
    clock.forward(seconds=IDLE.total_seconds() + 1)
    assert await sessions.find(idle) is None
    used = await sessions.begin("anna", "192.0.2.1")
    for _ in range(int(LONGEST / IDLE) * 2 - 1):
        clock.forward(seconds=IDLE.total_seconds() / 2)
        assert await sessions.find(used)
    clock.forward(seconds=IDLE.total_seconds() / 2)
    assert await sessions.find(used) is None


@pytest.mark.parametrize(
    "headers",
    ({}, {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "none"},
     {"origin": ORIGIN, "sec-fetch-site": "same-site"}),
)  # fmt: skip
async def test_a_form_from_elsewhere_is_refused(stage: Stage, headers: dict[str, str]) -> None:
    id = await stage.hold(letter(HELD))
    anna = await stage.person("anna")
    for path in ("/sign-in", "/sign-out", f"/messages/{id}/comment"):
        answer = await anna.client.post(path, data={"csrf": anna.csrf, "text": "x"}, headers=headers)
        assert answer.status_code == 403, path


async def test_a_form_needs_the_session_s_own_token(stage: Stage) -> None:
    id = await stage.hold(letter(HELD))
    anna, bert = await stage.person("anna"), await stage.person("bert")
    for token in ("", "x", bert.csrf):
        answer = await anna.client.post(
            f"/messages/{id}/comment", data={"csrf": token, "text": "x"}, headers={"origin": ORIGIN}
        )
        assert answer.status_code == 403


@pytest.mark.parametrize("method", ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "FOO"))
async def test_other_methods_do_nothing(stage: Stage, method: str) -> None:
    anna = await stage.person("anna")
    answer = await anna.client.request(method, "/queue", headers={"origin": ORIGIN})
    assert answer.status_code == 405


async def test_reading_changes_nothing(stage: Stage) -> None:
    id = await stage.hold(letter(HELD))
    anna = await stage.person("anna", Role.ADMIN)
    for path in (f"/messages/{id}/release", f"/messages/{id}/reject", "/sign-out", "/several/decide", "/people/anna"):
        assert (await anna.client.get(path, params={"csrf": anna.csrf, "form": "cleaned"})).status_code in (404, 405)
    assert not stage.relay.sent


async def test_ten_wrong_passwords_shut_the_door_for_a_while(stage: Stage) -> None:
    await stage.desk.people.add("anna", Role.REVIEWER, HASH, None, "test")
    browser = stage.browser()
    answers = [(await browser.sign_in("anna", "wrong" * 4)).status_code for _ in range(10)]
    assert answers == [401] * 10
    assert (await browser.sign_in("anna", PASSWORD)).status_code == 429


async def test_a_name_that_is_not_there_is_told_by_nothing(stage: Stage) -> None:
    await stage.desk.people.add("anna", Role.REVIEWER, HASH, None, "test")
    await stage.desk.people.add("gone", Role.REVIEWER, HASH, None, "test")
    await stage.desk.people.set_disabled("gone", True, "test")
    texts = set()
    for name in ("anna", "nobody", "gone"):
        answer = await stage.browser().sign_in(name, "wrong" * 4)
        assert answer.status_code == 401
        texts.add(re.sub(r'value="[^"]*"', "", answer.text))
    assert len(texts) == 1


async def test_a_code_is_asked_for_and_good_once(stage: Stage) -> None:
    await stage.desk.people.add("anna", Role.REVIEWER, HASH, None, "test")
    secret = totp.new_secret()
    await stage.desk.people.set_totp("anna", secret, "test")
    now = totp.code(secret, int(time.time() // totp.STEP))
    assert (await stage.browser().sign_in("anna", PASSWORD)).status_code == 401
    assert (await stage.browser().sign_in("anna", PASSWORD, now)).status_code == 303
    assert (await stage.browser().sign_in("anna", PASSWORD, now)).status_code == 401


@pytest.mark.parametrize(
    ("at", "code"), ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130"))
)
def test_codes_are_those_of_rfc_6238(at: int, code: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert totp.code(secret, at // totp.STEP) == code
    assert totp.step_of(secret, code, at) == at // totp.STEP


async def test_the_last_administrator_stays(stage: Stage) -> None:
    anna = await stage.person("anna", Role.ADMIN)
    await anna.get("/people")
    await anna.post("/people/anna", change="disable")
    await anna.post("/people/anna", change="viewer")
    assert [(it.role, it.disabled) for it in await stage.desk.people.list()] == [(Role.ADMIN, False)]


async def test_a_change_of_a_person_ends_their_sessions(stage: Stage) -> None:
    anna, bert = await stage.person("anna", Role.ADMIN), await stage.person("bert")
    await anna.get("/people")
    await anna.post("/people/bert", change="viewer")
    assert (await bert.client.get("/queue")).status_code == 303


async def test_another_account_s_mail_is_not_there(stage: Stage) -> None:
    """WEB-007: every page and every decision, as if the id did not exist."""
    id = await stage.hold(letter(HELD), account="north")
    bert = await stage.person("bert", accounts=("south",))
    assert id not in (await bert.get("/queue?q=302-1234567-1234567&state=all")).text
    for path in ("", "/edit", "/raw", "/html/0", "/original.eml", "/sent.eml"):
        assert (await bert.client.get(f"/messages/{id}{path}")).status_code == 404, path
    for action in ("release", "reject", "hand-on", "comment", "judge", "edit", "preview", "claim"):
        answer = await bert.post(f"/messages/{id}/{action}", reason="x", text="x", to="", number="0", opinion="wrong")
        assert answer.status_code in (303, 404), action
    await bert.post("/several/decide", id=id, action="reject", reason="x")
    standing = await stage.reviews.standing(id)
    assert standing and not standing.comments and not standing.opinions and standing.claimed_by is None
    assert not stage.relay.sent


@pytest.mark.parametrize(
    "path", ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "\t//x", "/a\nb", "")
)
def test_the_way_back_stays_here(path: str) -> None:
    assert ours(path) == "/"


async def test_every_answer_carries_the_headers(stage: Stage) -> None:
    anna = await stage.person("anna")
    for path in ("/queue", "/sign-in", "/static/console.css", "/nothing", "/messages/x"):
        headers = (await anna.client.get(path)).headers
        assert (
            "frame-ancestors 'none'" in headers["content-security-policy"]
            and "unsafe" not in headers["content-security-policy"]
        )
        assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"


async def test_a_form_has_a_largest_size(stage: Stage) -> None:
    """WEB-008."""
    id = await stage.hold(letter(HELD))
    anna = await stage.person("anna")
    answer = await anna.post(f"/messages/{id}/comment", text="x" * 10_000_000)
    assert answer.status_code == 413


async def test_only_our_own_host_is_answered(stage: Stage) -> None:
    answer = await stage.browser().client.get("/sign-in", headers={"host": "evil.example"})
    assert answer.status_code == 421


async def test_a_path_leads_nowhere_else(stage: Stage) -> None:
    anna = await stage.person("anna")
    for path in ("/static/../console.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/rules/../../etc/passwd"):
        assert (await anna.client.get(path)).status_code == 404


async def test_signing_in_needs_the_page_s_own_token(stage: Stage) -> None:
    browser: Browser = stage.browser()
    fields = {"name": "anna", "password": PASSWORD, "visitor": "made-up"}
    answer = await browser.client.post("/sign-in", data=fields, headers={"origin": ORIGIN})
    assert answer.status_code == 403
