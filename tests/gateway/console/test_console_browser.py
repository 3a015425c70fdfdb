"""The console in a browser, without a mouse; and what hostile mail can do in it: nothing."""

from __future__ import annotations

import smtplib
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from playwright.async_api import Page

from gateway.store.held_message import State
from tests.gateway.console.browser import chromium, served, sign_in
from tests.gateway.console.letters import campaign, rich
from tests.gateway.console.stage import BUYER, PASSWORD, Stage, letter
from tests.gateway.console.test_console_hostile import PAYLOADS
from tests.peers.arrived import by_perl, perl_missing
from tests.peers.setting import made_key
from tests.support.gateway_process import GatewayProcess
from tests.support.postfix import Postfix
from tests.support.postfix import missing as postfix_missing

pytestmark = [pytest.mark.peer, pytest.mark.slow]
OFFER = "We refund 10 EUR for a positive review of order 302-1234567-1234567. Call +49 170 1234567."


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


@pytest.mark.skipif(bool(postfix_missing() or perl_missing()), reason=postfix_missing() or perl_missing())
async def test_from_smtp_to_a_postfix_edited_by_keyboard(tmp_path: Path) -> None:
    """Mail in over SMTP, held, edited while checked, released, received with a signature that holds; the audit is whole."""
    (tmp_path / "shop.toml").write_text(
        'name = "shop"\nextends = "amazon"\n[contact]\nphone = "hold"\n[purpose]\nthanks-only = "off"\n', "utf-8"
    )
    key = made_key(tmp_path, "r1", generate_private_key(65537, 2048))
    tables = '[policy]\nuse = "shop.toml"\n[[dkim]]\ndomain = "seller.example"\nselector = "r1"\nkey = "r1.pem"\n'
    with Postfix() as relay, GatewayProcess(tmp_path, relay.port, tables=tables, console=True) as gateway:
        gateway.run("user", "add", "anna", "--role", "reviewer", "--password", PASSWORD)
        with smtplib.SMTP("127.0.0.1", gateway.port, timeout=60) as client:
            client.sendmail("a@seller.example", [BUYER.decode()], letter(OFFER).replace(b"shop.example", b"seller.example"))
        async with chromium() as browser:
            page = await browser.new_page()
            await sign_in(page, gateway.console_url, "anna")
            await page.keyboard.press("j")
            await page.keyboard.press("Enter")
            await page.wait_for_url("**/messages/*")
            await page.wait_for_load_state("load")
            await page.keyboard.press("e")
            await page.wait_for_selector("textarea[name^=text-]:focus")
            await page.keyboard.press("Control+A")
            await page.keyboard.type("Thank you for your order 302-1234567-1234567. It is on its way.")
            await page.wait_for_selector(".outcome.good")
            await page.wait_for_selector("[data-submit]:not([disabled])")
            await page.keyboard.press("Control+Enter")
            await page.wait_for_selector(".said")
        gateway.run("audit", "verify")
        entries = gateway.run("audit", "list", "--kind", "held")
        received = relay.next_mail()
    assert b"It is on its way." in received and b"positive review" not in received
    assert by_perl(received, key).startswith("pass")
    assert all(f"  {action}  held " in entries for action in ("hold", "view", "edit", "release", "released"))
