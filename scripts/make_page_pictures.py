"""The pictures of the page in `docs/page/`: a real server over `examples/`, a real browser.

    python scripts/make_page_pictures.py

It needs Chromium and the dev packages. The library is made anew in a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from browsers import running_browser  # type: ignore[import-not-found]  # noqa: E402
from page_support import ask  # type: ignore[import-not-found]  # noqa: E402
from server_support import Served, running_server  # type: ignore[import-not-found]  # noqa: E402

PICTURES = ROOT / "docs" / "page"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
QUESTION = "How long must the stove cool before cleaning?"
TABLE = "What must be done every year, every 4 years and once a week?"
MISSING = "How do I descale the coffee machine?"


def main() -> None:
    """Make all of them anew."""
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        running_server(Path(place)) as served,
        running_browser() as browser,
    ):
        for name, (show, options) in SHOWN.items():
            page = browser.new_context(**options).new_page()
            page.goto(served.home.run("open", "--link").stdout.strip())
            page.wait_for_selector("#question:focus")
            show(page, served)
            page.mouse.move(0, 0)
            page.wait_for_timeout(400)
            page.screenshot(path=str(PICTURES / f"{name}.png"))


def marked_page(page: Any, _: Served) -> None:
    """An answer, and its quote on the page of the PDF."""
    ask(page, QUESTION).locator(".cited").first.click()
    page.locator("#source rect.exact").first.wait_for()


def table(page: Any, _: Served) -> None:
    """An answer from a table."""
    ask(page, TABLE)


def refused(page: Any, _: Served) -> None:
    """What is not there."""
    ask(page, MISSING)


def library(page: Any, served: Served) -> None:
    """The library."""
    page.goto(f"{served.address}/#/library")
    page.get_by_text("stove-handbook.pdf").first.wait_for()


def map_of_documents(page: Any, served: Served) -> None:
    """The map of more than the examples: our own docs besides."""
    served.home.run("add", "--name", "localdocs", str(ROOT / "docs"))
    page.goto(f"{served.address}/#/map")
    page.locator("canvas").first.wait_for()
    page.wait_for_timeout(2000)


Show = Callable[[Any, Served], None]
SHOWN: dict[str, tuple[Show, dict[str, Any]]] = {
    "light": (marked_page, {"viewport": WIDE, "color_scheme": "light"}),
    "dark": (table, {"viewport": WIDE, "color_scheme": "dark"}),
    "narrow": (refused, {"viewport": PHONE, "device_scale_factor": 2}),
    "library": (library, {"viewport": WIDE, "color_scheme": "light"}),
    "map": (map_of_documents, {"viewport": WIDE, "color_scheme": "light"}),
}

if __name__ == "__main__":
    main()
