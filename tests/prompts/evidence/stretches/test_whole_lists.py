"""Lists are whole, however their passages were cut; what is not shown is counted."""

from dataclasses import replace

import pytest

from prompts.evidence.citations import Quote
from prompts.evidence.stretches.whole_lists import LONGEST_LIST, LONGEST_TEXT, has_steps, whole_list
from sources import hit

STEPS = "\n".join(f"{number}. Turn screw {number}." for number in range(1, 9))
PAGE = f"Words before.\n\nTo adjust it:\n\n{STEPS}\n\nWords after."


def part(page: str, words: str) -> Quote:
    """A quote of ``words`` out of a passage that is no longer than they are."""
    start = page.index(words)
    of_words = replace(hit(words), start=start, end=start + len(words))
    return Quote(of_words, start, start + len(words), words)


@pytest.mark.parametrize(
    "words", ["1. Turn screw 1.", "4. Turn screw 4.\n5. Turn", "screw 8.", "To adjust it:\n\n1."]
)
def test_a_part_of_a_list_becomes_the_list_with_its_lead(words: str) -> None:
    whole = whole_list(part(PAGE, words), PAGE)
    assert whole.quote.text == f"To adjust it:\n\n{STEPS}"
    assert whole.left_out == 0


def test_the_quote_stays_a_span_of_its_page_and_of_its_passage() -> None:
    quote = whole_list(part(PAGE, "4. Turn screw 4."), PAGE).quote
    assert PAGE[quote.start : quote.end] == quote.text
    begin = quote.hit.start
    assert quote.hit.text[quote.start - begin : quote.end - begin] == quote.text


@pytest.mark.parametrize("words", ["Words before.", "Words after.", "before.\n\nTo adjust it:"])
def test_what_is_in_no_list_stays_as_it_is(words: str) -> None:
    assert whole_list(part(PAGE, words), PAGE).quote.text == words


@pytest.mark.parametrize(
    "page",
    [
        "- one\n\n- two\n\n- three",
        "- one that is much too long for its line on this page\nand goes on\n- two\n- three",
        "* one\n  more of it\n* two\n* three",
        "(a) one\n(b) two\n(c) three",
    ],
)
def test_blank_lines_and_wrapped_lines_are_parts_of_a_list(page: str) -> None:
    text = f"Title\n\n{page}\n\nA paragraph of its own."
    assert whole_list(part(text, "two"), text).quote.text == page


def test_a_line_that_follows_a_list_is_no_part_of_it() -> None:
    page = "- one.\n- two.\nOpening hours\n- nine"
    assert whole_list(part(page, "one."), page).quote.text == "- one.\n- two."
    assert whole_list(part(page, "nine"), page).quote.text == "- nine"


def test_what_is_left_out_is_counted() -> None:
    page = "\n".join(f"- item {number}" for number in range(400))
    whole = whole_list(part(page, "- item 7\n"), page)
    assert whole.quote.text.count("- item") == LONGEST_LIST
    assert whole.left_out == 400 - LONGEST_LIST


def test_long_items_are_shown_as_far_as_a_person_reads() -> None:
    page = "\n".join(f"- {'word ' * 200}{number}" for number in range(20))
    whole = whole_list(part(page, "word 0\n"), page)
    assert len(whole.quote.text) <= LONGEST_TEXT
    assert whole.left_out == 20 - whole.quote.text.count("- word")


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("1. Close it.\n2. Wait.", True),
        ("To do so:\n(1) Close it.\n- well\n(2) Wait.", True),
        ("1. Close it.", False),
        ("- one\n- two", False),
        ("It has 2 doors.\nIn 1998 it burned.", False),
    ],
)
def test_two_numbered_items_are_steps_that_were_begun(text: str, begun: bool) -> None:
    assert has_steps(Quote(hit(text), 0, len(text), text)) == begun
