"""The page in a browser: first paint, weight, a source with its marks, typing, a long list.

    python benchmarks/page.py FOLDER QUESTION... [--documents 10000]

FOLDER (with PDFs) is added to a library of its own, and each QUESTION asked; what its answers
cite is opened. Then so many small documents are made and listed. Needs Chromium and the dev
packages.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from playwright.sync_api import Browser

from browsers import running_browser
from page_support import ask
from server_support import Served, serving
from service_support import Home

VISITS = 10
LONGEST_PAINT_MS, MOST_BYTES, LONGEST_SOURCE_MS, LONGEST_STALL_MS = 300, 150_000, 200, 100

_WATCH_STALLS = """window.stalls = [];
new PerformanceObserver((seen) => {
  for (const one of seen.getEntries()) window.stalls.push(one.duration);
}).observe({ type: "longtask", buffered: false });"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_BYTES = """['resource', 'navigation'].flatMap((kind) => performance.getEntriesByType(kind))
  .filter((one) => one.name.includes('/page/') || one.entryType === 'navigation')
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", nargs="+")
    parser.add_argument("--documents", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, running_browser() as browser:
        home = Home(Path(scratch))
        home.run("add", str(options.folder.absolute()), alone=True)
        home.run("service", "start")
        try:
            with serving(home) as served:
                first_paint(browser, served)
                sources(browser, served, options.questions)
                many_documents(browser, served, home, options.documents)
        finally:
            home.run("service", "stop")


def first_paint(browser: Browser, served: Served) -> None:
    """A first visit, with nothing in the browser's cache."""
    paints, weights = [], []
    for _ in range(VISITS):
        page = _opened(browser, served)
        paints.append(page.evaluate(_PAINT))
        weights.append(page.evaluate(_BYTES))
        page.context.close()
    _told("first paint, ms", paints, LONGEST_PAINT_MS)
    _told("bytes of the first view", weights, MOST_BYTES)
    everything = sum(len(file.content) for file in _files().values())
    _told("bytes of all views", [everything], MOST_BYTES)


def sources(browser: Browser, served: Served, questions: Sequence[str]) -> None:
    """From the click on a quote's number to the page with its marks, the second time it is drawn;
    and how long typing had to wait while the answers were made."""
    page = _opened(browser, served)
    page.evaluate(_WATCH_STALLS)
    taken = []
    for question in questions:
        numbers = ask(page, question).locator(".text .cited")
        for number in range(min(3, numbers.count())):
            for _ in range(2):
                started = time.monotonic()
                numbers.nth(number).click()
                page.locator("#source mark, #source rect").first.wait_for()
                seconds = time.monotonic() - started
                page.keyboard.press("Escape")
            taken.append(1000 * seconds)
    _told("a source with its marks, warm, ms", taken, LONGEST_SOURCE_MS)
    _told("longest stall while answers came, ms", [_longest(page)], LONGEST_STALL_MS)
    page.context.close()


def many_documents(browser: Browser, served: Served, home: Home, count: int) -> None:
    """A long list, scrolled to its end."""
    home.folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (home.folder / f"note-{number:05}.txt").write_text(f"Note {number}.\n", encoding="utf-8")
    print(f"adding {count} documents ...")
    adding = home.popen("add", str(home.folder))
    adding.communicate()
    if adding.returncode:
        sys.exit(f"They could not be added: exit code {adding.returncode}.")
    page = _opened(browser, served)
    page.evaluate(_WATCH_STALLS)
    started = time.monotonic()
    page.goto(f"{served.address}/#/library")
    page.get_by_text(".txt").first.wait_for()
    _told("the library of so many documents, ms", [1000 * (time.monotonic() - started)], 1000)
    for _ in range(60):
        page.mouse.move(640, 400)
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(50)
    _told("longest stall while it was scrolled, ms", [_longest(page)], LONGEST_STALL_MS)
    page.context.close()


def _opened(browser: Browser, served: Served) -> Any:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(served.home.run("open", "--link").stdout.strip())
    page.wait_for_selector("#question:focus")
    return page


def _longest(page: Any) -> float:
    return max(page.evaluate("window.stalls"), default=0.0)


def _files() -> dict[str, Any]:
    from localdocs.server.page.files import page_files

    return page_files()


def _told(what: str, values: Sequence[float], goal: float) -> None:
    middle, worst = statistics.median(values), max(values)
    kept = "kept" if middle <= goal else "MISSED"
    print(f"{what}: {middle:,.0f} (at most {worst:,.0f}), goal {goal:,.0f}: {kept}", flush=True)


if __name__ == "__main__":
    main()
