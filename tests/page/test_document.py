"""A document's own view, and tables as tables."""

from collections.abc import Callable

from playwright.sync_api import expect

from browsers import bars
from page_support import Page, ask
from server_support import Served

Opened = Callable[..., Page]

COST = "What did the plumber Achterberg cost?"


def number_of(served: Served, name: str) -> int:
    found = served.get("/api/documents").json()["documents"]
    return next(int(document["id"]) for document in found if document["name"] == name)


def test_a_document_is_told_and_its_quotes_open(opened: Opened, served: Served) -> None:
    number = number_of(served, "tenancy-agreement.docx")
    page = opened(f"#/document/{number}")
    expect(page.get_by_role("heading", level=1)).to_have_text("tenancy-agreement.docx")
    expect(page.locator("dl")).to_contain_text("docs")
    quote = page.locator(".summary button").nth(1)
    words = quote.inner_text().removesuffix("page 1").strip()
    quote.click()
    expect(page.locator("#source mark")).to_have_text(words)
    page.get_by_role("button", name="2. Rent and deposit").click()
    expect(page.locator("#source mark")).to_have_text("2. Rent and deposit")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="2. Rent and deposit")).to_be_focused()


def test_an_address_opens_a_place(opened: Opened, served: Served) -> None:
    number = number_of(served, "stove-handbook.pdf")
    page = opened(f"#/document/{number}?page=4&start=57&end=82")
    expect(page.locator("#source rect").first).to_be_visible()
    expect(page.locator("#source .where")).to_contain_text("page 4")


def test_a_page_is_gone_to_by_its_number(opened: Opened, served: Served) -> None:
    page = opened(f"#/document/{number_of(served, 'stove-handbook.pdf')}")
    page.get_by_label("Page", exact=True).fill("7")
    page.get_by_role("button", name="Show the page").click()
    expect(page.locator("#source .where")).to_contain_text("page 7")


def test_one_asks_about_a_document(opened: Opened, served: Served) -> None:
    page = opened(f"#/document/{number_of(served, 'stove-handbook.pdf')}")
    page.get_by_role("button", name="Ask about this document").click()
    field = page.get_by_label("Question", exact=True)
    expect(field).to_be_focused()
    expect(page.locator(".chips")).to_contain_text("Only in stove-handbook.pdf")
    exchange = ask(page, "how long must it cool before cleaning?")
    expect(exchange).to_contain_text("two hours")
    exchange = ask(page, "When does the ferry leave?")
    expect(exchange).to_contain_text("Looked for only in stove-handbook.pdf.")
    page.get_by_role("button", name="Look into all documents").click()
    exchange = ask(page, "When does the ferry leave?")
    expect(exchange.locator(".sources")).to_contain_text("skerrin-trip.txt")


def test_a_copy_is_saved(opened: Opened, served: Served) -> None:
    page = opened(f"#/document/{number_of(served, 'skerrin-trip.txt')}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy").click()
    assert download.value.suggested_filename == "skerrin-trip.txt"


def test_what_is_gone_is_said(opened: Opened) -> None:
    page = opened("#/document/999999")
    expect(page.get_by_role("alert")).to_contain_text("There is no document 999999")


def test_a_table_is_a_table_with_its_head_and_row(opened: Opened) -> None:
    page = opened()
    ask(page, COST).locator(".sources .place").first.click()
    source = page.locator("#source")
    expect(source.locator("thead th").nth(3)).to_have_text("amount in euros")
    row = source.locator("tr.marked")
    expect(row).to_have_count(1)
    expect(row.locator("td").nth(2)).to_have_text("Plumber Achterberg")
    expect(row.locator("strong").first).to_be_visible()
    assert "163.50" in row.locator("strong").all_inner_texts()


def test_marks_of_a_table_are_those_of_the_text(opened: Opened, served: Served) -> None:
    """Signs of two halves stand before; cells are empty; the stretch begins inside a cell."""
    path = served.home.folder / "emoji.csv"
    path.write_text("name 🐈,what,sum\n🐈🐈 cat,,12.50\nowl,mice,7.00\n" * 3, "utf-8")
    served.home.run("sync")
    number = number_of(served, path.name)
    text = served.get(f"/api/documents/{number}/pages/1").json()["text"]
    start = text.index("cat")
    end = text.index("12.50") + 5
    page = opened(f"#/document/{number}?page=1&start={start}&end={end}")
    marks = page.locator("#source mark")
    expect(marks.first).to_have_text("cat")
    assert [words for words in marks.all_inner_texts() if words] == ["cat", "12.50"]
    path.unlink()
    served.home.run("sync")


def test_nothing_bars_those_who_read_otherwise(opened: Opened, served: Served) -> None:
    number = number_of(served, "household-2025.csv")
    page = opened(f"#/document/{number}?page=1&start=0&end=4", bypass_csp=True, color_scheme="dark")
    expect(page.locator("#source mark")).to_be_visible()
    expect(page.locator(".summary")).to_be_visible()
    assert bars(page) == []


def test_a_long_page_goes_on(opened: Opened, served: Served) -> None:
    path = served.home.folder / "long.txt"
    path.write_text("".join(f"Line {number} of the log.\n\n" for number in range(4000)), "utf-8")
    served.home.run("sync")
    page = opened(f"#/document/{number_of(served, 'long.txt')}?page=1")
    source = page.locator("#source .page")
    expect(source).to_contain_text("Line 10 of the log.")
    expect(source).not_to_contain_text("Line 1900 of")
    for _ in range(2):
        source.get_by_role("button", name="Show what follows").click()
    expect(source).to_contain_text("Line 1900 of the log.")
    path.unlink()
    served.home.run("sync")
