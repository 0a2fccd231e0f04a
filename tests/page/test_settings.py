"""Settings and privacy in the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browsers import bars
from page_support import Page, ask
from server_support import Served

Opened = Callable[..., Page]


def row(page: Page, name: str) -> Page:
    return page.get_by_role("listitem").filter(has=page.get_by_label(name, exact=True))


def test_it_says_what_is_kept_and_who_may_ask(opened: Opened, served: Served) -> None:
    page = opened("#/settings")
    expect(page.locator("main")).to_contain_text(f"{served.address}, which no other computer")
    expect(page.locator(".kept")).to_contain_text(str(served.home.path / "index"))


def test_a_setting_is_changed_refused_and_unset(opened: Opened, served: Served) -> None:
    page = opened("#/settings")
    passages = row(page, "Passages")
    expect(passages.get_by_role("button")).to_be_disabled()
    page.get_by_label("Passages", exact=True).fill("7")
    page.keyboard.press("Enter")
    expect(passages).to_contain_text("Saved.")
    assert served.home.json("config", "passages") == {"passages": 7}
    page.get_by_role("button", name="Default of Passages").click()
    expect(page.get_by_label("Passages", exact=True)).to_have_value("5")
    page.get_by_label("Pause on battery", exact=True).check()
    expect(row(page, "Pause on battery")).to_contain_text("Saved.")
    assert served.home.json("config", "pause_on_battery") == {"pause_on_battery": True}
    expect(page.get_by_label("Serve origins", exact=True)).to_be_disabled()
    expect(row(page, "Serve origins")).to_contain_text("localdocs config serve_origins VALUE")


@pytest.mark.parametrize("view", ["models", "settings"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_those_who_read_otherwise(opened: Opened, scheme: str, view: str) -> None:
    page = opened(f"#/{view}", color_scheme=scheme, bypass_csp=True)
    expect(page.locator(".rows li").first).to_be_visible()
    assert bars(page) == []


def test_a_phone_has_all_of_it(opened: Opened) -> None:
    page = opened("#/settings", viewport={"width": 320, "height": 640})
    expect(page.locator(".setting").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_everything_is_deleted_once_the_word_is_typed(opened: Opened, served: Served) -> None:
    page = opened()
    ask(page, "How long must the stove cool before cleaning?")
    page.goto(f"{served.address}/#/settings")
    page.get_by_role("button", name="Delete everything …").click()
    act = page.get_by_role("button", name="Delete everything", exact=True)
    expect(act).to_be_disabled()
    page.keyboard.type("delete")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("heading", name="Settings and privacy")).to_be_visible()
    expect(page.locator(".kept li").nth(1)).to_contain_text("nothing")
    expect(page.locator("#conversations")).not_to_contain_text("stove")
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name="Ask your own files")).to_be_visible()
    assert page.locator(".exchange").count() == 0
    assert served.home.json("status")["documents"] == 0
    assert any(served.home.folder.iterdir()), "the documents are not touched"
