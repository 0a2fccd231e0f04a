"""The library in the page: folders, what was not read, documents, passages."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browsers import bars
from page_support import Page
from server_support import Served

Opened = Callable[..., Page]

LIBRARY = "#/library"
PHONE = {"width": 320, "height": 640}


def test_what_is_indexed_is_listed(opened: Opened) -> None:
    page = opened(LIBRARY)
    expect(page.locator(".folders .title")).to_have_text("docs")
    expect(page.locator(".folders")).to_contain_text("6 documents")
    expect(page.locator(".documents li")).to_have_count(6)
    page.get_by_label("Words in the name").fill("STOVE")
    expect(page.locator(".documents li")).to_have_count(1)
    page.get_by_label("Words in the name").fill("no such name")
    expect(page.get_by_text("No document is like that.")).to_be_visible()
    page.get_by_label("Words in the name").fill("")
    page.get_by_label("Type").last.select_option("csv")
    expect(page.locator(".documents .title")).to_have_text("household-2025.csv")


def test_passages_are_found_and_the_address_keeps_the_search(opened: Opened) -> None:
    page = opened(LIBRARY)
    page.get_by_role("searchbox", name="Find passages").fill("how is the deposit paid back")
    page.keyboard.press("Enter")
    first = page.locator(".found li").first
    expect(first).to_contain_text("tenancy-agreement.docx")
    expect(first.locator("b").first).to_be_visible()
    assert page.url.endswith("#/library?find=how+is+the+deposit+paid+back")
    page.reload()
    expect(page.locator(".found li").first).to_contain_text("tenancy-agreement.docx")
    page.locator(".found .place").first.click()
    expect(page.locator("#source mark").first).to_contain_text("deposit")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".found li")).to_have_count(0)
    assert page.url.endswith(LIBRARY)


def test_a_folder_is_picked_added_and_removed(opened: Opened, tmp_path: Path) -> None:
    inner = tmp_path / "Air travel"
    inner.mkdir()
    (inner / "note.txt").write_text("The zeppelin lands at noon.", "utf-8")
    (inner / "locked.pdf").write_text("no PDF at all", "utf-8")
    page = opened(LIBRARY)
    page.get_by_role("button", name="Add a folder").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Path of a folder")).to_have_value(str(Path.home()))
    dialog.get_by_label("Path of a folder").fill(str(tmp_path / "none"))
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("does not exist")
    dialog.get_by_label("Path of a folder").fill(str(tmp_path))
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Air travel").click()
    expect(dialog.get_by_label("Path of a folder")).to_have_value(str(inner))
    expect(dialog.locator(".glance")).to_contain_text("2 files to read")
    dialog.get_by_role("button", name="Add this folder").click()
    expect(page.locator(".folders")).to_contain_text("Air travel")
    expect(page.locator(".documents")).to_contain_text("note.txt")
    page.get_by_text("1 file not read").click()
    expect(page.locator(".unread")).to_contain_text("1 .pdf:")
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Remove: Air travel").click()
    expect(page.locator(".folders li").filter(has_text="Air travel")).to_have_count(0)
    expect(page.locator(".documents")).not_to_contain_text("note.txt")
    assert (inner / "note.txt").exists()


def test_what_is_not_confirmed_is_not_removed(opened: Opened) -> None:
    page = opened(LIBRARY)
    page.once("dialog", lambda asked: asked.dismiss())
    page.get_by_role("button", name="Remove: docs").click()
    expect(page.locator(".documents li")).to_have_count(6)


def test_picking_is_given_up_by_escape(opened: Opened) -> None:
    page = opened(LIBRARY)
    button = page.get_by_role("button", name="Add a folder")
    button.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_a_change_on_disk_is_seen(opened: Opened, served: Served) -> None:
    page = opened(LIBRARY)
    expect(page.locator(".documents li")).to_have_count(6)
    path = served.home.folder / "added-later.txt"
    path.write_text("The marmot sleeps until April.", "utf-8")
    page.get_by_role("button", name="Sync now: docs").click()
    expect(page.locator(".documents")).to_contain_text("added-later.txt")
    path.unlink()
    page.get_by_role("button", name="Look at all folders now").click()
    expect(page.locator(".documents li")).to_have_count(6)


@pytest.fixture
def many(served: Served) -> Iterator[None]:
    """Two hundred and fifty letters more in the library."""
    folder = served.home.path.parent / "many"
    folder.mkdir()
    for number in range(250):
        (folder / f"letter-{number:03}.txt").write_text(f"Letter {number}.", "utf-8")
    served.home.run("add", str(folder))
    yield
    served.home.run("remove", "many")


@pytest.mark.usefixtures("many")
def test_a_hundred_at_a_time_are_listed(opened: Opened, served: Served) -> None:
    served.home.settle()
    page = opened(LIBRARY)
    page.get_by_label("Words in the name").fill("letter")
    expect(page.get_by_text("250 documents", exact=True)).to_be_visible()
    assert page.locator(".documents li").count() <= 200
    for last in ("letter-199.txt", "letter-249.txt"):
        scrolled_to(page, last)
    expect(page.locator(".documents li")).to_have_count(250)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def scrolled_to(page: Page, text: str) -> None:
    """Scroll on as a person does: the list grows longer than it was guessed to be."""
    for _ in range(100):
        if page.get_by_text(text).count():
            return
        page.locator("#main").evaluate("main => main.scrollTo(0, main.scrollHeight)")
        page.wait_for_timeout(100)
    raise AssertionError(f"{text} never came")


def test_nothing_bars_those_who_read_otherwise(opened: Opened) -> None:
    page = opened(LIBRARY, viewport=PHONE, bypass_csp=True)
    expect(page.locator(".documents li")).to_have_count(6)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert bars(page) == []
    page.get_by_role("button", name="Add a folder").click()
    expect(page.locator(".places li").first).to_be_visible()
    assert bars(page) == []


def test_a_hostile_name_is_text(opened: Opened, served: Served) -> None:
    name = "<img src=x onerror=alert(1)>\u202efdp.txt"
    path = served.home.folder / name
    path.write_text("# <script>alert(1)</script>\n\nThe vulture circles.", "utf-8")
    os.utime(path, (time.time(), time.time()))
    served.home.run("sync")
    page = opened(LIBRARY)
    row = page.locator(".documents a").filter(has_text="onerror")
    expect(row).to_contain_text("<img src=x onerror=alert(1)>\ufffdfdp.txt")
    row.click()
    expect(page.locator("h1")).to_contain_text("onerror")
    path.unlink()
    served.home.run("sync")
