"""A real browser. Needs playwright, which is not there everywhere."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def browser_path() -> str | None:
    """The one of this computer, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """It, until the end of the block. Without one, RuntimeError."""
    path = browser_path()
    if path is None:
        raise RuntimeError(f"There is no {BROWSERS[0]} on this computer.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


def bars(page: Page) -> list[str]:
    """What seriously bars those who read otherwise. The page must have been opened with
    `bypass_csp`, as what looks for it is put in as a script."""
    found = Axe().run(page).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in grave]
