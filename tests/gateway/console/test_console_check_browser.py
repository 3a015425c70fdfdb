"""The check page in a real browser: findings appear while somebody types, and what is checked runs nothing."""

from __future__ import annotations

import pytest

from gateway.store.person import Role
from tests.gateway.console.browser import chromium, served, sign_in
from tests.gateway.console.stage import HASH, Stage

HOSTILE = '<script>document.title="run"</script><img src=x onerror="document.title=\'run\'"> call +49 170 1234567'


@pytest.mark.peer
async def test_findings_appear_while_typing(stage: Stage) -> None:
    await stage.desk.people.add("anna", Role.REVIEWER, HASH, None, "test")
    async with chromium() as browser, served(stage) as url:
        page = await browser.new_page(viewport={"width": 400, "height": 800})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await sign_in(page, url, "anna")
        await page.keyboard.press("g")
        await page.keyboard.press("c")
        await page.wait_for_url(f"{url}/check")
        await page.locator("[name=text]").press_sequentially(HOSTILE)
        await page.locator("#result mark.finding").first.wait_for()
        await page.locator("[name=html]").fill(f"<p>{HOSTILE}</p>")
        await page.locator("#result h2", has_text="HTML").first.wait_for()
        assert "run" not in await page.title() and not await page.locator("#result img, #result script").count()
        assert await page.locator("[name=text]").input_value() == HOSTILE
        assert await page.evaluate("document.documentElement.scrollWidth") <= 400
        assert asked and all(each.startswith(url) and not each.endswith("/x") for each in asked)
