"""A real browser before a real server. Where there is no Chromium, all is skipped, loudly."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from browsers import BROWSERS, browser_path, running_browser
from page_support import Page, no_surprises
from server_support import Served, running_server

expect.set_options(timeout=30_000)  # beside other work, an answer takes its time


@pytest.fixture(scope="session")
def chromium() -> None:
    """That there is a browser."""
    if browser_path() is None:
        pytest.skip(f"THE PAGE IS NOT TESTED: there is no {BROWSERS[0]} on this computer")


@pytest.fixture(scope="module")
def browser(chromium: None) -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def served(chromium: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
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
