"""Conversations at the side of the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from page_support import Page, ask

Opened = Callable[..., Page]


def test_a_conversation_is_found_again_and_goes_on(opened: Opened) -> None:
    page = opened()
    ask(page, "How long must the stove cool before cleaning?")
    expect(page.locator("#conversations li.current")).to_contain_text("How long must")
    page.get_by_role("button", name="New question").click()
    expect(page.get_by_role("heading", name="Ask your own files")).to_be_visible()
    page.get_by_label("Search conversations").fill("stove cool")
    page.locator("#conversations li a").first.click()
    expect(page.locator(".exchange .text")).to_contain_text("two hours")
    ask(page, "Who replaces the door seal?")
    expect(page.locator(".exchange")).to_have_count(2)
    page.reload()
    expect(page.locator(".exchange")).to_have_count(2)
    page.locator(".exchange .cited").first.click()
    expect(page.locator("#source rect.quote").first).to_be_visible()


def test_a_conversation_is_renamed_saved_and_deleted(opened: Opened) -> None:
    page = opened()
    ask(page, "When is the next meeting of the neighbours?")
    row = page.locator("#conversations li.current")
    answers = ["Neighbours", None]
    page.on("dialog", lambda dialog: dialog.accept(answers.pop(0)))
    row.get_by_role("button").click()
    page.get_by_role("menuitem", name="Rename").click()
    expect(row.locator("a")).to_have_text("Neighbours")
    row.get_by_role("button").click()
    with page.expect_download() as saved:
        page.get_by_role("menuitem", name="Save as Markdown").click()
    assert "neighbours-meeting.md" in saved.value.path().read_text(encoding="utf-8")
    row.get_by_role("button").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.locator("#conversations")).not_to_contain_text("Neighbours")
    expect(page.get_by_role("heading", name="Ask your own files")).to_be_visible()


@pytest.mark.parametrize("words", ["<img src=x onerror=alert(1)>", "a‮b"])
def test_a_question_is_text_wherever_it_is_shown(opened: Opened, words: str) -> None:
    page = opened()
    ask(page, f"What is {words}?")
    expect(page.locator(".exchange h2")).to_contain_text("What is")
    expect(page.locator("#conversations li.current")).to_contain_text("What is")
    assert page.locator("main img").count() == 0
    assert "‮" not in page.locator("body").inner_text()
