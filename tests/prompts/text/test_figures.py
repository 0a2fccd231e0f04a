"""Rows of tables: what their cells are, and which one a year means."""

import pytest

from prompts.question.asked_time import time_of
from prompts.text.figures import cell_of_the_year, cells_of, is_row


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("Purchases of plant (PP&E) (1,577) (1,373) (1,420)", ["(1,577)", "(1,373)", "(1,420)"]),
        ("Cash $ 2,853 $ 3,053", ["$ 2,853", "$ 3,053"]),
        ("Tax rate 26.1 % 15.6 %", ["26.1 %", "15.6 %"]),
        ("Stock — 12", ["—", "12"]),
        ("Growth -3.5 4.0", ["-3.5", "4.0"]),
        ("7 8 9", ["7", "8", "9"]),
        ("The ferry costs 12 crowns.", []),
        ("It opened in 1911.", []),
        ("", []),
    ],
)
def test_the_cells_of_a_row(row: str, cells: list[str]) -> None:
    assert cells_of(row) == cells


def test_a_long_line_of_prose_that_ends_in_numbers_is_no_row() -> None:
    assert not is_row("words " * 40 + "1 2")
    assert not is_row("The ferry costs 12 crowns in 2021 and 14 crowns in 2022.")
    assert is_row("Purchases of property, plant and equipment (1,577) (1,373) (1,420)")


@pytest.mark.parametrize(
    ("question", "heads", "cell"),
    [
        ("spending in 2017?", "(Millions) 2018 2017 2016", "(12)"),
        ("spending in FY2018?", "Years ended December 31 | (Millions) 2018 2017 2016", "(11)"),
        ("spending in 2016?", "December 31, 2018 December 31, 2017 December 31, 2016", "(13)"),
        ("spending in 2015?", "2018 2017 2016", ""),
        ("spending?", "2018 2017 2016", ""),
        ("spending from 2016 to 2017?", "2018 2017 2016", ""),
        ("spending in 2018?", "2018 2017", ""),
        ("spending in 2018?", "Three Months Six Months | 2018 2018 2017", ""),
        ("spending in 2018?", "in millions", ""),
    ],
)
def test_the_cell_under_a_year(question: str, heads: str, cell: str) -> None:
    time = time_of(question)
    assert cell_of_the_year(time.year, time.period, "Spending (11) (12) (13)", heads) == cell


def test_the_number_of_a_footnote_is_no_cell() -> None:
    assert cell_of_the_year("2019", "", "Inventories (6) 690 710", "2020 2019") == "710"


PERIODS = "Three Months Ended Nine Months Ended | 2021 2022 2021 2022"


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("income in the third quarter of 2022?", "2"),
        ("Q3 2021 income?", "1"),
        ("income in the nine months to September 2022?", "4"),
        ("income in 2022?", ""),
        ("income in the six months to June 2022?", ""),
    ],
)
def test_the_period_that_is_asked_for_chooses_among_its_columns(question: str, cell: str) -> None:
    time = time_of(question)
    assert cell_of_the_year(time.year, time.period, "Income 1 2 3 4", PERIODS) == cell


def test_a_change_in_per_cent_is_no_year() -> None:
    row = "Revenue $ 50,122 $ 45,317 11%"
    assert cell_of_the_year("2021", "", row, "Three Months Ended 2022 2021") == "$ 45,317"


def test_a_line_without_end_is_no_row() -> None:
    assert cells_of("Costs" + " 1" * 100) == ["1"] * 100
    assert cells_of("Costs" + " 1" * 200_000) == []


def test_a_row_of_many_sums_that_ends_in_words_is_no_row_soon() -> None:
    """Each sign of a currency could be read in two ways, which doubled the time with every cell."""
    assert cells_of("Total" + " $1" * 100 + " and more") == []
    assert len(cells_of("Total" + " $1" * 100)) == 100
