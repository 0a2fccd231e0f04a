"""Rows of numbers and the header above them, told by the words of the lines."""

import pytest

from ingest.pdf.structure.table_lines import is_header_line, table_rows, table_top

INCOME = """Apple Inc.
CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (Unaudited)
Three Months Ended Nine Months Ended
June 25,
2022
June 26,
2021
Net sales:
Products $ 63,355 $ 63,948
Services 19,604 17,486
Cost of sales:
Products 41,485 40,899
Other income/(expense), net (10) 243
Dividends — —
See accompanying Notes to Condensed Consolidated Financial Statements.""".split("\n")


def test_rows_and_labels_between_them() -> None:
    assert [line for line, row in zip(INCOME, table_rows(INCOME), strict=True) if row] == [
        *INCOME[8:14]
    ]


def test_the_header_and_the_first_label() -> None:
    assert table_top(INCOME, 8, 0) == (2, 7)


@pytest.mark.parametrize("line", [
    "Three Months Ended Nine Months Ended",
    "April 30, January 29,",
    "2023 2022",
    "(In millions, except per share data)",
    "Year Ended December 31, 2015 2014 Change",
    "(Millions) Total 2019 2020 2021",
    "(Dollars in millions, except per share amount) 2018 2017",
    "($ in millions) Balance Sheet Location December 31, 2022 June 30, 2022",
])  # fmt: skip
def test_header_lines(line: str) -> None:
    assert is_header_line(line)


@pytest.mark.parametrize("line", [
    "The fiscal year ended in June 2022.",
    "Net sales 2022 12 13",
    "Cash and cash equivalents",
    "12 34",
])  # fmt: skip
def test_other_lines(line: str) -> None:
    assert not is_header_line(line)


@pytest.mark.parametrize("line", [
    "general corporate purposes, including dividends. As of June 25, 2022 and September 25, 2021,",
    "Item 1. Financial Statements 14",
    "The company had 12 employees in 2022.",
    "Protocol Number: V2 14.2.23 IRAS no – 326803",
])  # fmt: skip
def test_prose_is_no_row(line: str) -> None:
    assert table_rows(["Some text.", line, "More text."]) == [False] * 3


def test_column_names_that_are_words() -> None:
    lines = ["Text before.", "Method Physics Chemistry", "PaLM 66.4% 70.9%", "GPT-4 70.3% 79.9%"]
    assert table_rows(lines) == [False, False, True, True]
    assert table_top(lines, 2, 0) == (1, 2)
