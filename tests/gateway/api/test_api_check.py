"""POST /v1/check."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from gateway.__main__ import main
from tests.gateway.api.conftest import Client
from tests.gateway.console.stage import letter

BAD = "Dear Max, order 302-1234567-1234567: write to help@shop.example or see https://shop.example/."


async def test_texts_are_checked_and_told_as_they_would_be_sent(client: Client) -> None:
    api = await client()
    answer = (await api.post("/v1/check", json={"subject": "Größe 302-1234567-1234567", "text": BAD})).json()
    found = next(it for it in answer["findings"] if it["rule"] == "contact/email")
    assert answer["message"].encode()[found["start"] : found["end"]] == b"help@shop.example"
    assert found["advice"] and found["clause"]
    assert answer["edited"] and [it["kind"] for it in answer["cleaned"]] == ["subject", "text"]
    assert "help@shop.example" not in answer["cleaned"][1]["text"] and "Größe" in answer["cleaned"][0]["text"]


async def test_a_message_is_told_as_the_command_line_does(client: Client, tmp_path: Path) -> None:
    file, facts = tmp_path / "letter.eml", tmp_path / "facts.json"
    file.write_bytes(letter(BAD))
    known = {"mail_from": "a@shop.example", "rcpt_to": ["k3l9x2m4p7q8r5t@marketplace.amazon.de"], "reply": True}
    facts.write_text(json.dumps(known))
    stage = Path(__file__).parents[1] / "console" / "stage.toml"
    arguments = ["check", "--format", "json", "--policy", str(stage), "--facts", str(facts), str(file)]
    told = json.loads(CliRunner().invoke(main, arguments).stdout)
    query = {"mail_from": "a@shop.example", "rcpt_to": known["rcpt_to"][0], "reply": "true"}
    headers = {"content-type": "message/rfc822"}
    answer = (await (await client()).post("/v1/check", params=query, content=letter(BAD), headers=headers)).json()
    assert told["findings"]
    assert {name: answer[name] for name in ("action", "edited", "policy")} == {
        name: told[name] for name in ("action", "edited", "policy")
    }
    assert [{name: it[name] for name in other} for it, other in zip(answer["findings"], told["findings"], strict=True)] == (
        told["findings"]
    )


async def test_headers_cannot_be_smuggled_in(client: Client) -> None:
    api = await client()
    for body in (
        {"subject": "x\r\nBcc: a@b.example"},
        {"text": "x", "headers": {"X-A": "b\r\nBcc: a@b.example"}},
        {"text": "x", "headers": {"X A": "b"}},
        {"text": "x", "headers": {"content-type": "text/html"}},
        {"text": "x", "facts": {"mail_from": "a@b.example>\r\nX: y"}},
    ):
        assert (await api.post("/v1/check", json=body)).status_code == 422, body


async def test_a_token_checks_for_its_own_accounts_only(client: Client) -> None:
    api = await client(accounts=("shop-a",))
    assert (await api.post("/v1/check", json={"text": "Hi", "facts": {"account": "shop-b"}})).status_code == 403
    assert (await api.post("/v1/check", json={"text": "Hi"})).status_code == 200
