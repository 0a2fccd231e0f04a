"""A real browser before a real server. Where there is no Chromium, all is skipped, loudly."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from page_support import Page, no_surprises
from server_support import Served, running_server

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


expect.set_options(timeout=30_000)  # beside other work, an answer takes its time


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    pytest.skip(f"THE PAGE IS NOT TESTED: there is no {BROWSERS[0]} on this computer")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the examples, for the tests of one file."""
    with running_server(tmp_path_factory.mktemp("page")) as server:
        yield server


@pytest.fixture
def opened(browser: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Opens the page, let in; options are those of a browser's context. After the test, nothing
    may have gone wrong in it, and nothing been asked of another host."""
    contexts = []
    watches = []

    def open_it(address: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        watches.append(no_surprises(page, served.address))
        page.goto(served.home.run("open", "--link").stdout.strip())
        page.wait_for_selector("#question:focus")
        if address:
            page.goto(f"{served.address}/{address}")
        return page

    yield open_it
    for context in contexts:
        context.close()
    for check in watches:
        check()
