"""Numbers, days and times as a spreadsheet shows them."""

import datetime

import pytest

from ingest.office.number_formats import (
    is_date_format,
    plain_number,
    shown_date,
    shown_number,
    shown_value,
)

ACCOUNTS = '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.25, "0%", "25%"),
        (0.105, "0.0 %", "10.5 %"),
        (0.005, "0%", "1%"),
        (1200, "[$€-407] #,##0.00", "€ 1,200.00"),
        (-85.5, '#,##0.00\\ "€";[Red]\\-#,##0.00\\ "€"', "-85.50 €"),
        (-1234.5, ACCOUNTS, "(1,234.50)"),
        (0, ACCOUNTS, "-"),
        (42, "00000", "00042"),
        (7, '"No. "000', "No. 007"),
        (1234567, "#,##0,", "1,235"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (3, "0.##", "3"),
        (21.46, '0.0"°C"', "21.5°C"),
        (5, "+0;-0;0", "+5"),
        (-0.001, "0.00", "0.00"),
        (4711, "General", "4711"),
        (0.1 + 0.2, "", "0.3"),
        (1e300, "0.00", "1e+300"),
        (0.5, "# ?/?", "0.5"),
        (2500, '[>=1000]#,##0,"k";0', "2500"),
        (float("inf"), "0", "inf"),
        (3, "0" * 300, "3"),
    ],
)
def test_numbers(value: float, code: str, text: str) -> None:
    assert shown_number(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (45356, "m/d/yy", "2024-03-05"),
        (45356.604167, "dd.mm.yyyy hh:mm", "2024-03-05 14:30"),
        (45356, "d mmmm yyyy", "5 March 2024"),
        (45356, "mmm yy", "Mar 24"),
        (45356, "dddd, d. mmmm", "Tuesday, 5. March"),
        (45356, "yyyy", "2024"),
        (45356, '"Q"yyyy', "Q2024"),
        (0.604167, "h:mm", "14:30"),
        (0.604167, "h:mm:ss AM/PM", "14:30:00"),
        (1.086806, "[h]:mm", "26:05"),
        (0.01, "[mm]:ss", "14:24"),
        (-1, "yyyy-mm-dd", "-1"),
        (1e12, "yyyy-mm-dd", "1000000000000"),
    ],
)
def test_days_and_times(value: float, code: str, text: str) -> None:
    assert is_date_format(code)
    assert shown_date(value, code, from_1904=False) == text


def test_days_may_be_counted_from_1904() -> None:
    assert shown_date(43894, "yyyy-mm-dd", from_1904=True) == "2024-03-05"


def test_the_days_before_a_leap_day_that_was_none() -> None:
    assert shown_date(59, "d/m/yyyy", from_1904=False) == "1900-02-28"


@pytest.mark.parametrize("code", ["0.00", "#,##0", '"days" 0', "[Red]0", "General", "\\d0", "@"])
def test_formats_of_no_days(code: str) -> None:
    assert not is_date_format(code)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "TRUE"),
        (4711.0, "4711"),
        (datetime.datetime(2024, 3, 5), "2024-03-05"),
        (datetime.datetime(2024, 3, 5, 9, 5), "2024-03-05 09:05"),
        (datetime.date(2024, 3, 5), "2024-03-05"),
        (datetime.time(9, 5), "09:05"),
        (datetime.timedelta(hours=26, minutes=5), "26:05"),
        ("x", "x"),
    ],
)
def test_values_without_a_format(value: object, text: str) -> None:
    assert shown_value(value) == text


def test_long_ids_keep_all_digits() -> None:
    assert plain_number(123456789012345.0) == "123456789012345"
