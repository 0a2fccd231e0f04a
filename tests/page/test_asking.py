"""Asking in the page: evidence, answer, quotes, their pages, refusal, stopping."""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from page_support import Page, ask, choose
from server_support import Served

Opened = Callable[..., Page]

BOXES = """[...document.querySelectorAll('#source .drawn img, #source rect.quote')].map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return [x, y, width, height];
})"""
COOL = "How long must the stove cool before cleaning?"


def test_a_first_visit_says_how_to_begin(opened: Opened) -> None:
    page = opened()
    expect(page.get_by_role("heading", name="Ask your own files")).to_be_visible()
    expect(page.get_by_label("Question", exact=True)).to_be_focused()
    assert page.url.endswith("/#/ask")  # what let it in stands nowhere any more


def test_a_link_lets_in_once(opened: Opened, served: Served, browser: Any) -> None:
    link = served.home.run("open", "--link").stdout.strip()
    first, second = browser.new_context().new_page(), browser.new_context().new_page()
    first.goto(link)
    expect(first.locator("#views")).to_be_visible()
    second.goto(link)
    expect(second.get_by_text("This browser has no key")).to_be_visible()
    first.reload()
    expect(first.locator("#views")).to_be_visible()  # it keeps its key


def test_an_answer_has_its_quotes_and_their_places(opened: Opened) -> None:
    exchange = ask(opened(), COOL)
    expect(exchange.locator(".text")).to_contain_text("two hours")
    expect(exchange.locator(".support")).to_contain_text("Word for word")
    expect(exchange.locator(".sources .place")).to_contain_text("stove-handbook.pdf")


def test_a_card_shows_the_quote_while_one_points_at_its_number(opened: Opened) -> None:
    page = opened()
    number = ask(page, COOL).locator(".cited").first
    card = page.locator("#card")
    expect(card).to_be_hidden()
    number.hover()
    expect(card).to_contain_text("two hours")
    expect(card).to_contain_text("page 4")
    expect(card).to_contain_text("word for word")
    page.mouse.move(0, 0)
    expect(card).to_be_hidden()


def test_three_quotes_are_three_numbers(opened: Opened) -> None:
    exchange = ask(opened(), "What must be done every year, every 4 years and once a week?")
    expect(exchange.locator(".text .cited").nth(2)).to_be_visible()


def test_a_quote_is_marked_on_its_page_where_the_server_says(
    opened: Opened, served: Served
) -> None:
    page = opened()
    replies = []
    page.on("response", lambda reply: replies.append(reply) if "/rectangles" in reply.url else None)
    ask(page, COOL).locator(".cited").first.click()
    expect(page.locator("#source rect.exact").first).to_be_visible()
    image, *marked = page.evaluate(BOXES)  # all at one moment
    spans = [reply.json() for reply in replies]
    told = max(spans, key=lambda span: span["end"] - span["start"])["rectangles"]
    assert told and len(marked) == len(told)
    for (left, top, width, height), rectangle in zip(marked, told, strict=True):
        assert abs(left - image[0] - rectangle["left"] * image[2]) < 1
        assert abs(top - image[1] - rectangle["top"] * image[3]) < 1
        assert abs(width - (rectangle["right"] - rectangle["left"]) * image[2]) < 1
        assert abs(height - (rectangle["bottom"] - rectangle["top"]) * image[3]) < 1


def test_a_page_can_be_read_as_text_and_left_for_the_next(opened: Opened) -> None:
    page = opened()
    ask(page, COOL).locator(".cited").first.click()
    source = page.locator("#source")
    source.get_by_role("button", name="As text").click()
    expect(source.locator("mark")).to_have_text("Let it cool for two hours before you open it.")
    expect(source.locator("mark strong")).to_have_text("two hours")
    source.get_by_role("button", name="Next page").click()
    expect(source.locator(".where")).to_contain_text("page 5 of 7")
    expect(source.locator("rect")).to_have_count(0)


def test_what_is_not_there_is_refused_with_the_nearest_places(opened: Opened) -> None:
    page = opened()
    exchange = ask(page, "Who repairs the submarine?")
    expect(exchange.locator(".refusal")).to_have_text("Not in your documents.")
    expect(exchange).to_contain_text("submarine")
    exchange.locator(".nearest .place").first.click()
    expect(page.locator("#source .page")).to_be_visible()


def test_stopping_leaves_what_was_said_and_frees_the_field(opened: Opened) -> None:
    page = opened()
    page.route("**/api/ask", lambda route: None)  # an answer that does not come
    page.get_by_label("Question", exact=True).fill(COOL)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".exchange .trouble")).to_have_text("Stopped.")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    page.unroute("**/api/ask")
    expect(ask(page, COOL).locator(".text")).to_contain_text("two hours")


def test_one_can_type_while_an_answer_is_made(opened: Opened) -> None:
    page = opened()
    page.route("**/api/ask", lambda route: None)
    field = page.get_by_label("Question", exact=True)
    field.fill(COOL)
    page.keyboard.press("Enter")
    page.keyboard.type("and then?")
    expect(field).to_have_value("and then?")


def test_an_error_is_said_where_the_answer_would_be(opened: Opened) -> None:
    page = opened()
    body = json.dumps({"error": {"message": "The disk is full.", "code": "failed"}})
    page.route("**/api/ask", lambda route: route.fulfill(status=500, body=body))
    page.get_by_label("Question", exact=True).fill(COOL)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange .trouble")).to_have_text("The disk is full.")


def test_where_to_look_narrows_the_search(opened: Opened) -> None:
    page = opened()
    page.get_by_label("Type", exact=True).select_option("txt")
    exchange = ask(page, COOL)
    expect(exchange).not_to_contain_text("stove-handbook.pdf")


def test_an_answer_is_copied_with_its_sources(opened: Opened) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    exchange = ask(page, COOL)
    exchange.get_by_role("button", name="Copy with sources").click()
    expect(exchange.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(
        r"two hours.*\[1\]\n\n\[1\] docs/stove-handbook.pdf, page 4: “Let it", copied, re.S
    )


def test_a_model_can_be_asked_instead(opened: Opened) -> None:
    exchange = ask(opened(), COOL, model="")
    expect(exchange.locator(".text")).to_contain_text("two hours")
    expect(exchange.locator(".by")).to_contain_text("SmolLM2")


def test_what_no_quote_supports_looks_different(opened: Opened) -> None:
    page = opened()
    quote = {
        "number": 1,
        "path": "/docs/a.md",
        "title": "",
        "page": 1,
        "place": "",
        "heading": "",
        "start": 0,
        "end": 9,
        "quote": "It is red",
        "verified": True,
        "marks": [],
        "document": None,
        "url": "",
    }
    answer = {
        "question": "?",
        "answer": "It is red. [1] It sings at night. [?]",
        "status": "answered",
        "citations": [quote],
        "support": "Quotes support all but what is marked [?], which was not found:",
        "unsupported": ["It sings at night.", "It flies."],
        "contradicted": [{"text": "It is blue.", "citation": 1}],
        "passages": [],
        "model": "a model",
        "missing_words": [],
        "notes": [],
        "understood": "",
        "conversation": None,
        "not_kept": "",
    }
    said = f"event: answer\ndata: {json.dumps(answer)}\n\n"
    page.route(
        "**/api/ask", lambda route: route.fulfill(body=said, content_type="text/event-stream")
    )
    exchange = ask(page, "What does it do?")
    expect(exchange.locator(".text .unsupported")).to_have_text("It sings at night.")
    expect(exchange.locator(".text .unfounded")).to_have_text("not found in your documents")
    expect(exchange.locator(".apart").first).to_contain_text("It flies.")
    expect(exchange.locator(".apart").last).to_contain_text("It is blue. (see 1)")
    exchange.locator(".cited").click()
    expect(page.locator("#source")).to_contain_text("no longer in the library")
    expect(page.locator("#source blockquote")).to_have_text("It is red")


def test_a_double_click_asks_once_and_stops_nothing(opened: Opened) -> None:
    page = opened()
    choose(page, "Answered by", "none")
    page.get_by_label("Question", exact=True).fill(COOL)
    page.locator("#go").dblclick()
    expect(page.locator(".exchange .text")).to_contain_text("two hours")
    expect(page.locator(".exchange")).to_have_count(1)


def test_a_question_that_was_left_alone_is_not_lost(opened: Opened) -> None:
    page = opened()
    page.route("**/api/ask", lambda route: None)
    field = page.get_by_label("Question", exact=True)
    field.fill(COOL)
    page.keyboard.press("Enter")
    page.goto(page.url.split("#")[0] + "#/library")
    page.locator("#views a", has_text="Ask").click()
    expect(page.locator(".exchange h2")).to_have_text(COOL)  # it goes on
    page.get_by_role("button", name="New question").click()
    expect(field).to_have_value(COOL)
