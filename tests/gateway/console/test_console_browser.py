"""The console in a browser, without a mouse; and what hostile mail can do in it: nothing."""

from __future__ import annotations

import asyncio
import smtplib
import time
from pathlib import Path

import pytest
from playwright.async_api import Page

from gateway.store.held_message import State
from tests.gateway.console.browser import chromium, served, sign_in
from tests.gateway.console.letters import campaign, rich
from tests.gateway.console.stage import BUYER, PASSWORD, Stage, letter
from tests.gateway.console.test_console_hostile import PAYLOADS
from tests.support.fake_relay import FakeRelay
from tests.support.gateway_process import GatewayProcess

pytestmark = [pytest.mark.peer, pytest.mark.slow]
OFFER = "We refund 10 EUR for a positive review of order 302-1234567-1234567."


async def test_fifty_mails_are_decided_by_keyboard_alone(stage: Stage) -> None:
    ids = [await stage.hold(letter(f"{OFFER} Number {'x' * number}.")) for number in range(50)]
    await stage.person("anna")
    async with chromium() as browser, served(stage) as url:
        page = await browser.new_page()
        await sign_in(page, url, "anna")
        await page.keyboard.press("n")
        await page.wait_for_url("**/messages/*")
        began = time.perf_counter()
        for number in range(50):
            await page.wait_for_load_state("load")
            id = page.url.rpartition("/")[2].partition("?")[0]
            await page.keyboard.press("r" if number % 2 else "x")
            if number % 2 == 0:
                await page.keyboard.press("Control+Enter")
            await page.wait_for_url(lambda url, id=id: id not in url)
    print(f"{(time.perf_counter() - began) / 50:.2f} s a mail, browser and all")
    states = [message.summary.state for id in ids if (message := await stage.held.get(id))]
    assert (states.count(State.RELEASED), states.count(State.REJECTED)) == (25, 25)
    assert len(stage.relay.sent) == 25


async def test_a_campaign_is_one_decision(stage: Stage) -> None:
    for number, name in enumerate(("Max", "Anna", "Jo")):
        await stage.hold(campaign(1_000_000 + number, name))
    await stage.person("anna")
    async with chromium() as browser, served(stage) as url:
        page = await browser.new_page()
        await sign_in(page, url, "anna")
        assert await page.locator("[data-item]").count() == 1
        await page.locator(".alike").focus()
        await page.keyboard.press("Enter")
        await page.wait_for_selector("textarea[name=reason]")
        await page.locator("textarea[name=reason]").focus()
        await page.keyboard.press("Control+Enter")
        await page.wait_for_selector("text=3 of 3 done")
    assert len(stage.relay.sent) == 3


async def test_hostile_mail_runs_loads_and_moves_nothing(stage: Stage) -> None:
    """SECURITY WEB-001, WEB-002, WEB-005: every payload in the HTML, in the subject and in a name."""
    ids = [await stage.hold(letter("", subject=payload, html=f"<p>{OFFER}</p>{payload}")) for payload in PAYLOADS]
    ids.append(await stage.hold(rich()))
    await stage.person("anna")
    async with chromium() as browser, served(stage) as url:
        page = await browser.new_page()
        seen = _watched(page, url)
        await sign_in(page, url, "anna")
        for id in ids:
            await page.goto(f"{url}/messages/{id}")
            await page.keyboard.press("2")
            if await page.locator("iframe").count():
                await page.locator("iframe").first.wait_for(state="visible")
            assert await page.evaluate("window.stolen === undefined && document.title.endsWith('Mailsluice')")
            assert page.url == f"{url}/messages/{id}"
    assert seen == []


def _watched(page: Page, url: str) -> list[str]:
    """What must not happen: dialogs, requests to anybody else, new windows."""
    seen: list[str] = []
    page.on("dialog", lambda dialog: seen.append(f"dialog {dialog.message}"))
    page.on("popup", lambda popup: seen.append(f"popup {popup.url}"))
    page.on("request", lambda request: seen.append(request.url) if not request.url.startswith((url, "data:")) else None)
    return seen


async def test_from_smtp_to_the_relay_edited_by_keyboard(tmp_path: Path) -> None:
    """Mail in over SMTP, held, edited while it is checked, released, received; the audit is whole."""
    policy = tmp_path / "shop.toml"
    policy.write_text('name = "shop"\nextends = "amazon"\n[reviews]\nincentive = "hold"\n', "utf-8")
    async with FakeRelay() as relay:
        tables = f'[policy]\nuse = "{policy}"\n'
        with GatewayProcess(tmp_path, relay=relay.port, tables=tables, console=True) as gateway:
            gateway.run("user", "add", "anna", "--role", "reviewer", "--password", PASSWORD)
            await _submitted(gateway.port)
            async with chromium() as browser:
                page = await browser.new_page()
                await sign_in(page, gateway.console_url, "anna")
                await page.keyboard.press("j")
                await page.keyboard.press("Enter")
                await page.wait_for_selector("[data-edit]")
                await page.keyboard.press("e")
                await page.wait_for_selector("textarea[name^=text-]:focus")
                await page.keyboard.press("Control+A")
                await page.keyboard.type("Thank you for your order 302-1234567-1234567. It is on its way.")
                await page.wait_for_selector(".outcome.good")
                await page.keyboard.press("Control+Enter")
                await page.wait_for_selector(".said")
            await asyncio.to_thread(gateway.run, "audit", "verify")
            entries = await asyncio.to_thread(gateway.run, "audit", "list", "--kind", "held")
    (received,) = relay.messages
    assert b"It is on its way." in received.content and b"positive review" not in received.content
    assert all(f"  {action}  held " in entries for action in ("hold", "view", "edit", "release", "released"))


async def _submitted(port: int) -> None:
    def send() -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
            client.sendmail("a@shop.example", [BUYER.decode()], letter(OFFER))

    await asyncio.to_thread(send)
