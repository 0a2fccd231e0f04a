"""Running headers and footers, and what only looks like them."""

from ingest.pdf.structure.furniture import furniture_lines


def pages(count: int) -> list[list[str]]:
    return [
        ["Annual report", f"Body {number * 31} alpha", f"words {number * 7} beta", str(number)]
        for number in range(1, count + 1)
    ]


def test_same_header_and_counting_footer_are_furniture() -> None:
    assert furniture_lines(pages(5)) == [{0, 3}] * 5


def test_page_numbers_may_be_inside_a_line_and_start_anywhere() -> None:
    lines = [["One text", "Apple Inc. | Q3 2022 Form 10-Q | 7"],
             ["Another", "Apple Inc. | Q3 2022 Form 10-Q | 8"],
             ["A third", "Apple Inc. | Q3 2022 Form 10-Q | 9"]]  # fmt: skip
    assert furniture_lines(lines) == [{1}] * 3


def test_dates_beside_the_page_number() -> None:
    lines = [[f"text {word}", f"Issue 26 (2024-02-28) Copyright 2024 Someone {page}"]
             for page, word in enumerate("abcd", 7)]  # fmt: skip
    assert furniture_lines(lines) == [{1}] * 4


def test_roman_page_numbers() -> None:
    lines = [[f"text {word}", roman] for word, roman in
             zip("abcd", ("iii", "iv", "v", "vi"), strict=True)]  # fmt: skip
    assert furniture_lines(lines) == [{1}] * 4


def test_numbers_that_do_not_count_pages_are_content() -> None:
    lines = [[f"Balance {amount}", f"text {amount}x"] for amount in (52, 917, 31, 4)]
    assert furniture_lines(lines) == [set()] * 4


def test_a_line_inside_the_page_is_no_furniture() -> None:
    lines = [[f"first {word}", "same", f"last {word}"] for word in "abcde"]
    assert furniture_lines(lines) == [set()] * 5


def test_headers_of_chapters_hold_for_their_pages() -> None:
    lines = [[f"Chapter {'one' if page < 4 else 'two'}", f"text {page * 13}"] for page in range(8)]
    assert furniture_lines(lines) == [{0}] * 8


def test_pages_that_would_be_emptied_keep_their_lines() -> None:
    lines = [[f"Page {page} of the book"] for page in range(1, 9)]
    assert furniture_lines(lines) == [set()] * 8


def test_page_of_pages_needs_no_like() -> None:
    assert furniture_lines([["Page 1 of 4", "text"]]) == [{0}]


def test_no_pages() -> None:
    assert furniture_lines([]) == []
    assert furniture_lines([[], ["a"]]) == [set(), set()]
