"""Models in the page: what fits, a download that is stopped and goes on, choosing, removing."""

import json
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from file_server import FileServer
from file_server import served as serving_file
from gguf_files import loadable_bytes
from page_support import Page
from server_support import Served

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def files(served: Served) -> Iterator[FileServer]:
    """A catalogue of two models: one that this computer gets from here, and one too large."""
    content = loadable_bytes(filling=1 << 19)
    with serving_file(FileServer(content)) as server:
        entry = {"name": "Our Own", "file": "our-own.gguf", "url": server.url}
        entry |= {"parameters": 3_000_000_000, "size": len(content), "licence": "<b>MIT</b>"}
        giant = {"name": "Giant", "file": "giant.gguf", "url": server.url, "size": 10**15}
        (served.home.path / "catalogue.json").write_text(json.dumps([entry, giant]))
        yield server


def row(page: Page, name: str) -> Page:
    return page.get_by_role("listitem").filter(has_text=name)


def test_what_is_here_says_how_long_it_takes(opened: Opened, files: FileServer) -> None:
    page = opened("#/models")
    first = row(page, "SmolLM2-135M-Instruct").first
    expect(first).to_contain_text("In use")
    expect(first).to_contain_text("An answer takes about")
    expect(row(page, "Our Own")).to_contain_text("licence: <b>MIT</b>")
    expect(row(page, "Giant")).to_have_count(0)
    page.get_by_role("button", name="also older ones and those that do not fit").click()
    expect(row(page, "Giant")).to_contain_text("Does not fit")
    expect(row(page, "Giant").get_by_role("button")).to_be_disabled()


def test_one_is_fetched_stopped_gone_on_with_chosen_and_deleted(
    opened: Opened, files: FileServer
) -> None:
    page = opened("#/models")
    files.hold = threading.Event()
    page.get_by_role("button", name="Download: Our Own").click()
    expect(page.get_by_role("progressbar", name="Download of Our Own")).to_be_visible()
    page.goto(page.url.replace("#/models", "#/ask"))
    page.goto(page.url.replace("#/ask", "#/models"))
    expect(page.get_by_role("progressbar", name="Download of Our Own")).to_be_visible()
    page.get_by_role("button", name="Stop: Our Own").click()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    files.hold.set()
    files.hold = None
    page.get_by_role("button", name="Our Own").first.click()
    page.get_by_role("button", name="Use our-own").click()
    expect(row(page, "our-own").first).to_contain_text("In use")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete our-own").click()
    expect(row(page, "SmolLM2-135M-Instruct").first).to_contain_text("In use")
    expect(page.get_by_role("button", name="Download: Our Own")).to_be_enabled()


def test_what_goes_wrong_is_said_where_it_happened(opened: Opened, files: FileServer) -> None:
    page = opened("#/models")
    files.statuses += [404]
    page.get_by_role("button", name="Download: Our Own").click()
    expect(page.get_by_role("alert")).to_contain_text("not there any more")
    expect(page.get_by_role("button", name="Download: Our Own")).to_be_focused()


def test_a_phone_has_all_of_it(opened: Opened, browser: Browser) -> None:
    page = opened("#/models", viewport={"width": 320, "height": 640})
    expect(row(page, "SmolLM2-135M-Instruct").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
