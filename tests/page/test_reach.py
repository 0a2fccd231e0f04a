"""The page for everyone: by keyboard, on a phone, in the dark, read aloud."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browsers import bars
from page_support import Page, ask

Opened = Callable[..., Page]

COOL = "How long must the stove cool before cleaning?"
PHONE = {"width": 320, "height": 640}


def test_all_of_it_goes_by_keyboard(opened: Opened) -> None:
    page = opened()
    page.keyboard.type(COOL)
    page.keyboard.press("Enter")
    number = page.locator(".exchange .cited").first
    expect(page.locator(".exchange .actions .by")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if number.evaluate("one => one === document.activeElement"):
            break
    expect(number).to_be_focused()
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#source h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#source")).to_be_hidden()
    expect(number).to_be_focused()


def test_a_phone_has_all_of_it(opened: Opened) -> None:
    page = opened(viewport=PHONE, has_touch=True)
    exchange = ask(page, COOL)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(page.locator("#side")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#side")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    exchange.locator(".cited").first.click()
    box = page.locator("#source").bounding_box()
    assert (box["x"], box["width"]) == (0, PHONE["width"])
    page.get_by_role("button", name="Close the source").click()
    expect(exchange.locator(".text")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_those_who_read_otherwise(opened: Opened, scheme: str) -> None:
    page = opened(color_scheme=scheme, bypass_csp=True)  # axe is put in as a script
    assert bars(page) == []
    ask(page, "What must be done every 4 years and once a week?").locator(".cited").first.click()
    expect(page.locator("#source rect").first).to_be_visible()
    assert bars(page) == []
    ask(page, "Who repairs the submarine?")
    assert bars(page) == []


def test_the_dark_page_is_dark(opened: Opened) -> None:
    colours = "getComputedStyle(document.body).backgroundColor"
    assert _lightness(opened(color_scheme="dark").evaluate(colours)) < 60
    assert _lightness(opened(color_scheme="light").evaluate(colours)) > 200


def _lightness(colour: str) -> float:
    parts = colour.removeprefix("rgb(").rstrip(")").split(",")
    return sum(map(float, parts)) / 3
