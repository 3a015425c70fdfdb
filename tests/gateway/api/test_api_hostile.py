"""SECURITY 4.7, as far as it concerns an API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gateway.api.callers import Scope
from gateway.api.operations import OPERATIONS
from gateway.api.problem import MEDIA
from gateway.store.tokens import PREFIX, Tokens
from tests.gateway.api.conftest import Client
from tests.gateway.console.stage import ORIGIN, Stage, letter

PAYLOADS = ("'", "%", "_", "\\", "\0", "' OR 1=1 --", "{{7*7}}", "\u202e", "../../etc/passwd", "a\r\nX: y")


async def test_without_a_token_that_holds_nothing_is_told(stage: Stage, client: Client) -> None:
    api, tokens = await client(), Tokens(stage.database)
    expired = await tokens.add("old", list(Scope), None, datetime.now(UTC) - timedelta(seconds=1), "test")
    revoked = await tokens.add("gone", list(Scope), None, None, "test")
    await tokens.revoke((await tokens.list())[-1].id, "test")
    for each in ("", "Bearer", f"Bearer {PREFIX}", f"Bearer {expired}", f"Bearer {revoked}", f"Basic {revoked}", "Bearer \xff"):
        answer = await api.get("/v1/held", headers={"authorization": each.encode("latin-1")})  # type: ignore[dict-item]
        assert answer.status_code == 401 and "bearer" in answer.headers["www-authenticate"].lower(), each
        assert answer.headers["content-type"] == MEDIA


async def test_a_console_session_is_no_token(stage: Stage, client: Client) -> None:
    anna = await stage.person("anna")
    cookies = "; ".join(f"{name}={value}" for name, value in anna.client.cookies.items())
    answer = await (await client()).get("/v1/held", headers={"authorization": "", "cookie": cookies})
    assert cookies and answer.status_code == 401


async def test_each_scope_opens_its_own_operations_only(stage: Stage, client: Client) -> None:
    for scope in Scope:
        api = await client((scope,), name=str(scope))
        for each in OPERATIONS:
            answer = await api.request(each.method, each.path.replace("{id}", "x"))
            assert (answer.status_code == 403) == (each.scope != scope), (scope, each.path)


async def test_no_other_site_reads_an_answer(client: Client) -> None:
    api = await client()
    told = await api.request("OPTIONS", "/v1/held", headers={"origin": "https://evil.example"})
    got = await api.get("/v1/held", headers={"origin": "https://evil.example"})
    assert told.status_code == 405 and got.status_code == 200
    for answer in (told, got):
        assert not [name for name in answer.headers if name.startswith("access-control")]
        assert answer.headers["cache-control"] == "no-store" and answer.headers["x-content-type-options"] == "nosniff"


async def test_asking_too_often_is_told(client: Client) -> None:
    api = await client(burst=2)
    answers = [await api.get("/v1/held") for _ in range(3)]
    assert [it.status_code for it in answers] == [200, 200, 429] and int(answers[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize("field", ["rule", "account", "sender", "order", "words", "cursor"])
async def test_filters_find_what_they_name_and_nothing_else(stage: Stage, client: Client, field: str) -> None:
    await stage.hold(letter("We give you a refund if you change your review."))
    api = await client()
    payloads = [it for it in PAYLOADS if field != "words" or it != "\u202e"]  # nobody sees it: it is no word to look for
    for payload in payloads:
        answer = await api.get("/v1/held", params={field: payload})
        assert answer.status_code == 422 or answer.json()["items"] == [], payload


async def test_bodies_that_are_none(client: Client) -> None:
    api, kind = await client(), {"content-type": "application/json"}
    assert (await api.post("/v1/check", content=b"[" * 100_000, headers=kind)).status_code == 422
    assert (await api.post("/v1/check", content=b'{"facts":' * 50_000, headers=kind)).status_code == 422
    assert (await api.post("/v1/check", content=b'{"text":"\\ud800"}', headers=kind)).status_code == 422
    assert (await api.post("/v1/check", content=b'{"text":"x","text2":1}', headers=kind)).status_code == 422
    assert (await api.post("/v1/check", content=b"\xff", headers=kind)).status_code == 422
    assert (await api.post("/v1/check", data={"text": "x"})).status_code == 415
    assert (await api.post("/v1/check", content=b"x" * 4_000_001, headers=kind)).status_code == 413


async def test_a_body_that_does_not_say_its_length_is_bounded(client: Client) -> None:
    async def endless() -> object:
        while True:
            yield b" " * 1_000_000

    answer = await (await client()).post("/v1/check", content=endless(), headers={"content-type": "application/json"})  # type: ignore[arg-type]
    assert answer.status_code == 413


async def test_hostile_mail_is_data(stage: Stage, client: Client) -> None:
    """WEB-003: whatever a field holds comes as JSON in ASCII that no browser takes for a page."""
    hostile = '"><img src=x onerror=alert(1)>\u202e'
    id = await stage.hold(letter(hostile, f"Order 302-1234567-1234567 {hostile}"))
    api = await client()
    for path in ("/v1/held", f"/v1/held/{id}", "/v1/history?order=302-1234567-1234567"):
        answer = await api.get(path)
        assert answer.headers["content-type"] == "application/json" and answer.content.isascii(), path
        assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_errors_say_nothing_of_ours(stage: Stage, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> object:
        raise RuntimeError("secret inside")

    api = await client()
    monkeypatch.setattr(type(stage.desk.look), "each", broken)
    answer = await api.get("/v1/held")
    assert answer.status_code == 500 and "secret" not in answer.text and answer.headers["content-type"] == MEDIA


async def test_the_console_keeps_its_guard(client: Client) -> None:
    api = await client()
    assert (await api.post("/sign-in", data={"name": "a"})).status_code == 403
    assert (await api.get("/v1/held", headers={"host": "evil.example"})).status_code == 200
    assert (await api.get(f"{ORIGIN}/v1/../queue")).status_code in (303, 404)
