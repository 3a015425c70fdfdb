"""Held mail and history over the API."""

from __future__ import annotations

import asyncio
import base64

import httpx

from gateway.envelope import Reply
from gateway.store.audit import Audit
from gateway.store.held_message import State
from tests.gateway.api.conftest import Client
from tests.gateway.console.letters import campaign
from tests.gateway.console.stage import Stage, letter

HELD = "We give you a refund if you change your review. Call +49 170 1234567."


async def _got(api: httpx.AsyncClient, id: str) -> tuple[dict[str, object], dict[str, str]]:
    answer = await api.get(f"/v1/held/{id}")
    assert answer.status_code == 200, answer.text
    return answer.json(), {"if-match": answer.headers["etag"]}


async def test_a_message_is_found_read_and_released(stage: Stage, client: Client) -> None:
    id, api = await stage.hold(letter(HELD)), await client()
    assert [it["id"] for it in (await api.get("/v1/held", params={"order": "302-1234567-1234567"})).json()["items"]] == [id]
    whole, condition = await _got(api, id)
    form = whole["forms"]["cleaned"]  # type: ignore[index]
    asked = {"form": "cleaned", "sha256": form["sha256"]}
    answer = await api.post(f"/v1/held/{id}/release", json=asked, headers=condition)
    assert answer.status_code == 200, answer.text
    assert stage.relay.sent == [base64.b64decode(form["content"])]
    again = await api.post(f"/v1/held/{id}/release", json=asked, headers=condition)
    assert again.status_code == 409 and len(stage.relay.sent) == 1
    actions = [(it.actor, it.action) for it in await Audit(stage.database).list("held", id)]
    assert ("token desk", "view") in actions and ("token desk", "release") in actions


async def test_only_what_was_seen_is_decided_about(stage: Stage, client: Client) -> None:
    id, api = await stage.hold(letter(HELD)), await client()
    asked = {"reason": "No."}
    assert (await api.post(f"/v1/held/{id}/reject", json=asked)).status_code == 428
    assert (await api.post(f"/v1/held/{id}/reject", json=asked, headers={"if-match": '"99"'})).status_code == 412
    _, condition = await _got(api, id)
    wrong = {"form": "cleaned", "sha256": "0" * 64}
    assert (await api.post(f"/v1/held/{id}/release", json=wrong, headers=condition)).status_code == 409
    assert not stage.relay.sent
    assert (await api.post(f"/v1/held/{id}/reject", json=asked, headers=condition)).status_code == 200
    message = await stage.held.get(id)
    assert message and message.summary.state is State.REJECTED and message.summary.decided_by == "token desk"


async def test_what_a_reviewer_has_open_is_left_alone(stage: Stage, client: Client) -> None:
    id, api = await stage.hold(letter(HELD)), await client()
    await (await stage.person("anna")).get(f"/messages/{id}")
    _, condition = await _got(api, id)
    answer = await api.post(f"/v1/held/{id}/reject", json={"reason": "No."}, headers=condition)
    assert answer.status_code == 409 and "anna" in answer.json()["detail"]


async def test_no_token_is_one_of_four_eyes(stage: Stage, client: Client) -> None:
    id, api = await stage.hold(letter("Pay 302-1234567-1234567 to DE89 3704 0044 0532 0130 00.")), await client()
    whole, condition = await _got(api, id)
    asked = {"form": "cleaned", "sha256": whole["forms"]["cleaned"]["sha256"]}  # type: ignore[index]
    assert whole["needs_two"]
    assert (await api.post(f"/v1/held/{id}/release", json=asked, headers=condition)).status_code == 403
    assert not stage.relay.sent


async def test_a_relay_that_refuses_leaves_it_held(stage: Stage, client: Client) -> None:
    id, api = await stage.hold(letter(HELD)), await client()
    stage.relay.answers = [Reply(550, "5.7.1", "no")]
    whole, condition = await _got(api, id)
    asked = {"form": "cleaned", "sha256": whole["forms"]["cleaned"]["sha256"]}  # type: ignore[index]
    answer = await api.post(f"/v1/held/{id}/release", json=asked, headers=condition)
    assert answer.status_code == 409 and "550" in answer.json()["detail"]
    assert (await _got(api, id))[0]["state"] == "held"


async def test_comments_and_claims(stage: Stage, client: Client) -> None:
    id, api = await stage.hold(letter(HELD)), await client()
    _, condition = await _got(api, id)
    assert (await api.post(f"/v1/held/{id}/claim", json={}, headers=condition)).status_code == 200
    assert (await api.post(f"/v1/held/{id}/comment", json={"text": "Asked the seller."})).status_code == 200
    whole, _ = await _got(api, id)
    assert whole["claimed_by"] == "token desk"
    assert [it["text"] for it in whole["comments"]] == ["Asked the seller."]  # type: ignore[attr-defined]


async def test_pages_hold_every_message_once(stage: Stage, client: Client) -> None:
    """Those that are alike, too."""
    ids = {await stage.hold(campaign(number, "Max")) for number in range(7)}
    api, seen, cursor = await client(), [], ""
    while cursor is not None:
        page = (await api.get("/v1/held", params={"limit": 3, "cursor": cursor})).json()
        seen += [it["id"] for it in page["items"]]
        cursor = page["next"]
    assert len(seen) == 7 and set(seen) == ids


async def test_no_token_sees_another_account(stage: Stage, client: Client) -> None:
    theirs, ours = await stage.hold(letter(HELD), account="shop-b"), await stage.hold(letter(HELD), account="shop-a")
    api = await client(accounts=("shop-a",))
    assert [it["id"] for it in (await api.get("/v1/held")).json()["items"]] == [ours]
    assert (await api.get("/v1/held", params={"account": "shop-b"})).json()["items"] == []
    for method, path in (("GET", ""), ("POST", "/reject"), ("POST", "/claim"), ("POST", "/comment")):
        body = {"reject": {"reason": "x"}, "comment": {"text": "x"}}.get(path[1:], {})
        send = {"json": body} if method == "POST" else {}
        assert (await api.request(method, f"/v1/held/{theirs}{path}", **send)).status_code == 404  # type: ignore[arg-type]


async def test_history_of_an_order_and_of_a_buyer(stage: Stage, client: Client) -> None:
    await stage.hold(letter(HELD), account="shop-a")
    api = await client(accounts=("shop-a",))
    by_order = (await api.get("/v1/history", params={"order": "302-1234567-1234567"})).json()["items"]
    by_buyer = (await api.get("/v1/history", params={"buyer": "k3l9x2m4p7q8r5t+uuid@marketplace.amazon.de"})).json()["items"]
    assert len(by_order) == 1 and by_order == by_buyer and by_order[0]["outcome"] == "hold"
    other = await client(accounts=("shop-b",), name="other")
    assert (await other.get("/v1/history", params={"order": "302-1234567-1234567"})).json()["items"] == []
    assert (await api.get("/v1/history")).status_code == 422


async def test_of_two_who_release_at_once_one_does(stage: Stage, client: Client) -> None:
    id = await stage.hold(letter(HELD))
    one, other = await client(name="one"), await client(name="other")
    whole, condition = await _got(one, id)
    asked = {"form": "cleaned", "sha256": whole["forms"]["cleaned"]["sha256"]}  # type: ignore[index]
    calls = [api.post(f"/v1/held/{id}/release", json=asked, headers=condition) for api in (one, other, one, other)]
    answers = await asyncio.gather(*calls)
    assert sorted(it.status_code for it in answers) == [200, 409, 409, 409] and len(stage.relay.sent) == 1
