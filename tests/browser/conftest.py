"""A real browser (Debian's chromium, or the one that CHROMIUM names) before the real pages."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from monitor.app import App

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")  # while Playwright runs, asyncio believes that a loop of its own does: no other test may
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        reason = "no chromium here: apt-get install chromium, or let CHROMIUM name one"
        assert not os.environ.get("CI"), reason  # what guards main never skips
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that fails the test when a script fails, or the content policy stops something."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    expect.set_options(timeout=20_000)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("dialog", lambda dialog: complaints.append(f"a dialog: {dialog.message}") or dialog.dismiss())
    yield tab
    context.close()
    assert complaints == []


@contextlib.contextmanager
def served(app: App, tab: Page, *, service: bool = False) -> Iterator[str]:
    """The pages at their address, with the service behind them when it is asked for. `tab` leaves them before they go: a live
    page asks on, and a browser complains of an answer that does not come."""
    ready, address = threading.Event(), ""
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def run() -> None:
        nonlocal address
        async with app.service() as running, app.pages() as where:
            address = where.rstrip("/")
            ready.set()
            await (running.run(stop) if service else stop.wait())

    def work() -> None:
        loop.run_until_complete(run())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    assert ready.wait(20)
    try:
        yield address
        tab.goto("about:blank")
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)

