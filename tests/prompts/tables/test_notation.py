"""Decimal commas and decimal points, and what may be either."""

from decimal import Decimal

import pytest

from prompts.tables.notation import Notation, notations
from prompts.tables.values import amount_of, day_of, is_value

POINT, COMMA, UNTOLD = Notation.POINT, Notation.COMMA, Notation.UNTOLD


@pytest.mark.parametrize(
    ("columns", "written"),
    [
        ([["12,50", "1.234,56"]], [COMMA]),
        ([["12.50", "1,234.56"]], [POINT]),
        ([["1,234", "900"]], [POINT]),
        ([["1.234", "900"]], [UNTOLD]),
        ([["0,125", "1,234"]], [COMMA]),
        ([["1.234", "900"], ["3,5 kg", "2 kg"]], [COMMA, COMMA]),
        ([["1.234", "900"], ["3.5 kg", "2 kg"]], [POINT, POINT]),
        ([["12,50", "3.5"]], [UNTOLD]),
        ([["12,50"], ["3.5"], ["1.234"]], [COMMA, POINT, UNTOLD]),
        ([["€ 12,50", "-3,00 €"]], [COMMA]),
        ([["09.04.2025", "10.04.2025"], ["12:30", "a 4,5 b"]], [POINT, POINT]),
    ],
)
def test_a_column_tells_how_it_is_written(
    columns: list[list[str]], written: list[Notation]
) -> None:
    assert notations(columns) == written


@pytest.mark.parametrize(
    ("cell", "notation", "value"),
    [
        ("1.234,56", COMMA, "1234.56"),
        ("€ 12,50", COMMA, "12.50"),
        ("(3,00)", COMMA, "-3.00"),
        ("1,234.56", POINT, "1234.56"),
        ("1.234", COMMA, "1234"),
        ("1.234", POINT, "1.234"),
        ("900", UNTOLD, "900"),
        ("1'234.50", POINT, "1234.50"),
    ],
)
def test_an_amount_is_read_as_it_is_written(cell: str, notation: Notation, value: str) -> None:
    amount = amount_of(cell, notation)
    assert amount is not None and amount.value == Decimal(value)


def test_what_may_be_either_is_no_amount() -> None:
    assert amount_of("1.234", UNTOLD) is None
    assert amount_of("12,50", POINT) is None
    assert amount_of("1.2.3", COMMA) is None
    assert is_value("12,50") and is_value("1.234,56") and not is_value("1.2.3")


def test_a_sum_is_written_as_its_terms_are() -> None:
    amount = amount_of("1.234,50 €", COMMA)
    assert amount is not None and str(amount.of(Decimal("-9876.25"))) == "−9.876,25€"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("09.04.2025", "2025-04-09"),
        ("2025-04-09 08:15", "2025-04-09"),
        ("April 9, 2025", "2025-04-09"),
        ("April 2025", None),
        ("paid 09.04.2025", None),
        ("09.04.2025 or later", None),
    ],
)
def test_a_day_is_a_whole_cell(cell: str, day: str | None) -> None:
    found = day_of(cell)
    assert (found.isoformat() if found else None) == day
