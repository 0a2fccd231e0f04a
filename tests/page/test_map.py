"""The map in a browser: points that can be found, pointed at, opened, and read without seeing."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from browsers import bars
from page_support import Page, ask

Opened = Callable[..., Page]

PDF = "stove-handbook.pdf"
SETTLED_MS = 500
"""The list follows the map when that has stopped."""
PHONE = {"width": 320, "height": 640}

PAINTED = """canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 255) colours.add([data[at], data[at + 1], data[at + 2]].join());
  }
  return colours.size;
}"""


def shown(opened: Opened, **options: Any) -> Page:
    """The map, once its documents are there."""
    page = opened("#/map", **options)
    expect(page.locator(".places a")).to_have_count(6)
    return page


def place_of(page: Page, name: str) -> tuple[float, float]:
    """Where the point of a document is in the window: whoever comes to its link is shown."""
    page.wait_for_timeout(SETTLED_MS)
    page.locator(".places a", has_text=name).focus()
    page.evaluate("document.querySelector('main').scrollTo(0, 0)")
    box = page.locator(".ring").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_every_document_is_a_point_and_a_link(opened: Opened) -> None:
    page = shown(opened)
    expect(page.locator(".places a", has_text=PDF)).to_be_visible()
    expect(page.locator(".legend li")).to_have_count(1)
    expect(page.locator(".standing")).to_be_empty()
    page.get_by_label("Colours:").select_option("type")
    expect(page.locator(".legend li")).to_have_count(6)
    expect(page.locator(".legend")).to_contain_text("pdf")
    assert page.locator(".stage canvas").evaluate(PAINTED) >= 6


def test_pointing_names_a_document_and_a_click_opens_it(opened: Opened) -> None:
    page = shown(opened)
    left, top = place_of(page, PDF)
    page.locator(".stage").focus()
    expect(page.locator(".point")).to_be_hidden()
    page.mouse.move(left, top)
    expect(page.locator(".point")).to_contain_text(PDF)
    page.mouse.click(left, top)
    page.wait_for_url("**/#/document/*")


def test_words_and_groups_stand_out(opened: Opened) -> None:
    page = shown(opened)
    page.get_by_label("Find documents on the map").fill("stove")
    expect(page.locator(".listed h2")).to_contain_text("for “stove”")
    expect(page.locator(".places a").first).to_contain_text(PDF)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".listed h2")).to_have_text("Near the middle")
    page.get_by_label("Colours:").select_option("type")
    page.locator(".legend button", has_text="docx").click()
    expect(page.locator(".listed h2")).to_have_text("docx: 1 document")
    expect(page.locator(".places a")).to_have_count(1)


def test_the_last_answer_is_lit_up(opened: Opened) -> None:
    page = opened()
    ask(page, "How long must the stove cool before cleaning?")
    page.get_by_role("link", name="Map").click()
    expect(page.locator(".listed h2")).to_contain_text("of the last answer")
    expect(page.locator(".places a").first).to_contain_text(PDF)


def test_a_document_can_be_shown_on_it(opened: Opened, api_id: int) -> None:
    page = opened(f"#/map?document={api_id}")
    expect(page.locator(".listed h2")).to_have_text("This document")
    expect(page.locator(".places a")).to_contain_text([PDF])


@pytest.fixture
def api_id(served: Any) -> int:
    listed = served.get("/api/documents?q=stove-handbook").json()["documents"]
    return int(listed[0]["id"])


def test_it_moves_by_keys_buttons_wheel_and_mouse(opened: Opened) -> None:
    page = shown(opened)
    whole = place_of(page, PDF)
    stage = page.locator(".stage")
    stage.focus()
    page.keyboard.press("ArrowRight")
    assert place_of(page, PDF)[0] < whole[0] - 20
    stage.focus()
    page.keyboard.press("0")
    assert place_of(page, PDF) == pytest.approx(whole, abs=1)
    box = stage.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 100, box["y"] + 70, steps=4)
    page.mouse.up()
    assert place_of(page, PDF)[0] > whole[0] + 20
    page.get_by_role("button", name="The whole map").click()
    apart = distance(page)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -200)
    assert distance(page) > 1.3 * apart


def distance(page: Page) -> float:
    """How far two points lie apart in the window."""
    one, other = place_of(page, PDF), place_of(page, "household-2025.csv")
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def test_a_phone_has_all_of_it(opened: Opened) -> None:
    page = shown(opened, viewport=PHONE, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.touchscreen.tap(*place_of(page, PDF))
    expect(page.locator(".point")).to_contain_text(PDF)
    page.locator(".point").get_by_role("link", name="Open").tap()
    page.wait_for_url("**/#/document/*")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_those_who_read_otherwise(opened: Opened, scheme: str) -> None:
    page = shown(opened, color_scheme=scheme, bypass_csp=True)
    page.get_by_label("Find documents on the map").fill("stove")
    expect(page.locator(".listed h2")).to_contain_text("for “stove”")
    assert bars(page) == []
