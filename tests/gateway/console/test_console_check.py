"""The check page: what the policy says of a message that nobody has sent."""

from __future__ import annotations

import httpx

from gateway.store.person import Role
from tests.gateway.console.letters import rich
from tests.gateway.console.stage import ORIGIN, Browser, Stage

BAD = "Dear Max, order 302-1234567-1234567: write to help@shop.example."


async def _part(browser: Browser, **fields: str) -> httpx.Response:
    headers = {"origin": ORIGIN, "hx-request": "true"}
    return await browser.client.post("/check", data={"csrf": browser.csrf, **fields}, headers=headers)


async def test_words_are_marked_and_the_cleaned_version_stands_below(stage: Stage) -> None:
    anna = await stage.person("anna", Role.VIEWER)
    page = await anna.get("/check")
    assert 'href="/check"' in page.text and 'aria-current="page"' in page.text
    part = await _part(anna, subject="Order 302-1234567-1234567", text=BAD)
    assert part.status_code == 200 and "<html" not in part.text
    marked, cleaned = part.text.split("As it would read")
    assert '<mark class="finding' in marked and "help@shop.example</mark>" in marked and 'class="advice"' in marked
    assert "help@shop.example" not in cleaned and "Dear Max" in cleaned


async def test_without_scripts_the_whole_page_comes_back_with_what_was_written(stage: Stage) -> None:
    anna = await stage.person("anna")
    page = await anna.post("/check", text=BAD, reply="yes", language="de")
    assert "</html>" in page.text and f"\n{BAD}</textarea>" in page.text and '<option value="yes" selected>' in page.text


async def test_a_file_is_checked_instead_of_the_texts(stage: Stage) -> None:
    anna = await stage.person("anna")
    files = {"message": ("a.eml", rich().replace(b"\r\n", b"\n"), "message/rfc822")}
    headers = {"origin": ORIGIN, "hx-request": "true"}
    part = await anna.client.post("/check", data={"csrf": anna.csrf, "text": "Hello"}, files=files, headers=headers)
    assert "170 1234567" in part.text and "Hidden" in part.text and "Hello" not in part.text


async def test_nothing_written_is_nothing_wrong(stage: Stage) -> None:
    part = await _part(await stage.person("anna"), text=" \r\n ")
    assert part.status_code == 200 and "appears here" in part.text


async def test_what_is_checked_is_shown_as_text(stage: Stage) -> None:
    hostile = '"><img src=x onerror=alert(1)></textarea><script>alert(1)</script>\u202e{{7*7}}'
    anna = await stage.person("anna")
    for fields in ({"text": hostile}, {"subject": hostile}, {"html": hostile}, {"account": hostile, "text": "x"}):
        for answer in (await _part(anna, **fields), await anna.post("/check", **fields)):
            assert answer.status_code == 200 and "<img src=x" not in answer.text and "<script>alert" not in answer.text, fields


async def test_the_policy_of_another_account_is_not_asked(stage: Stage) -> None:
    part = await _part(await stage.person("anna", accounts=("shop-a",)), text=BAD, account="shop-b")
    assert "not yours" in part.text


async def test_a_form_of_another_page_is_refused(stage: Stage) -> None:
    anna = await stage.person("anna")
    anna.csrf = "wrong"
    assert (await _part(anna, text=BAD)).status_code == 403
