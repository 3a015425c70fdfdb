"""Pictures of the console: `python -m tests.gateway.console.show FOLDER`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Browser, Page
from sqlalchemy import update

from gateway.store.database import Database
from gateway.store.person import Role
from gateway.store.schema import held
from tests.gateway.console.browser import chromium, served, sign_in
from tests.gateway.console.letters import campaign, rich
from tests.gateway.console.stage import Stage, letter


async def filled(stage: Stage, database: Database) -> str:
    """Held mail of many kinds: the id of the richest."""
    id = await stage.hold(rich())
    for number, name in enumerate(("Max", "Anna", "Jo", "Eva", "Tom", "Mia", "Ben")):
        await stage.hold(campaign(1_000_000 + number, name))
    texts = (
        ("Invoice for 304-7654321-1234567", "Please transfer the amount to DE89 3704 0044 0532 0130 00 instead."),
        ("Return of 305-1111111-2222222", "Send it back, and write to us on WhatsApp: +49 171 5550123."),
        ("306-3333333-4444444: you're wrong", "You are an idiot. Change your review or we will not refund."),
        (
            "Question \u202ereversed\u202c about 307-1234567-7654321",
            "Visit our shop: https://shop.example/sale. Zero\u200bwidth.",
        ),
        ("308-2222222-1111111 discount", "Use code SAVE20 in our own web shop, 20 % off your next order!"),
    )
    for number, (subject, text) in enumerate(texts):
        other = await stage.hold(letter(text, subject), account="north" if number % 2 else "default")
        due = datetime.now(UTC) + timedelta(hours=(number - 1) * 5)
        await database.write(
            lambda c, other=other, due=due: c.execute(update(held).where(held.c.id == other).values(due_at=due))
        )
    return id


async def pictures(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        database = await Database.open(f"sqlite:///{place}/mail.db")
        stage = await Stage.on(database, four_eyes=("payment/*",))
        id = await filled(stage, database)
        await stage.person("anna", Role.ADMIN)
        await stage.person("bert")
        async with chromium() as browser, served(stage) as url:
            await _wide(browser, url, id, folder)
            await _narrow(browser, url, id, folder)
        await stage.close()
        await database.close()


async def _wide(browser: Browser, url: str, id: str, folder: Path) -> None:
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    page.on("console", lambda told: print("console:", told.text))
    page.on("pageerror", lambda error: print("error:", error))
    await page.goto(f"{url}/sign-in")
    await shot(page, folder / "sign-in.png")
    await sign_in(page, url, "anna")
    await page.keyboard.press("j")
    await shot(page, folder / "queue.png")
    await page.goto(f"{url}/messages/{id}")
    await shot(page, folder / "message.png")
    await page.keyboard.press("2")
    await page.wait_for_timeout(1_500)
    await shot(page, folder / "html.png")
    await page.keyboard.press("4")
    await shot(page, folder / "difference.png")
    await page.keyboard.press("5")
    await shot(page, folder / "links.png")
    await page.keyboard.press("x")
    await shot(page, folder / "reject.png")
    await page.goto(f"{url}/messages/{id}/edit")
    await page.wait_for_timeout(500)
    await shot(page, folder / "edit.png")
    await page.goto(f"{url}/queue")
    await page.locator(".alike").first.click()
    await shot(page, folder / "kind.png")
    await page.goto(f"{url}/people")
    await shot(page, folder / "people.png")
    await page.emulate_media(color_scheme="dark")
    await page.goto(f"{url}/queue")
    await shot(page, folder / "queue-dark.png")
    await page.goto(f"{url}/messages/{id}")
    await shot(page, folder / "message-dark.png")
    await page.keyboard.press("?")
    await shot(page, folder / "keys-dark.png")


async def _narrow(browser: Browser, url: str, id: str, folder: Path) -> None:
    page = await browser.new_page(viewport={"width": 400, "height": 800})
    await sign_in(page, url, "bert")
    await shot(page, folder / "queue-400.png")
    await page.goto(f"{url}/messages/{id}")
    await shot(page, folder / "message-400.png")
    wide = await page.evaluate("document.documentElement.scrollWidth")
    print("400 px page is", wide, "wide")


async def shot(page: Page, path: Path) -> None:
    await page.screenshot(path=path)


if __name__ == "__main__":
    asyncio.run(pictures(Path(sys.argv[1])))
