"""The console in a real browser: a stage served on 127.0.0.1, and headless Chromium."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright

from gateway.console.app import make_app
from gateway.console.server import ConsoleServer
from gateway.listening import bound
from tests.gateway.console.stage import PASSWORD, Stage

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Skips with a notice where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium: the console is not tried in a browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@contextlib.asynccontextmanager
async def served(stage: Stage) -> AsyncIterator[str]:
    """The address of the console of a stage."""
    (sock,) = bound("127.0.0.1", 0)
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    server = ConsoleServer(make_app(stage.desk, frozenset((url,))))
    await server.start([sock])
    yield url
    await server.close()


async def sign_in(page: Page, url: str, name: str) -> None:
    """By keyboard."""
    await page.goto(f"{url}/sign-in")
    await page.keyboard.type(name)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"{url}/queue")
