"""Days and months in any form, and what makes them the end of a stretch."""

import pytest

from localdocs.languages.days import days_in, names_a_stretch

ON_A_DAY = {"2025-04-09", "--04-09", "2025-04", "--04", "2025"}


@pytest.mark.parametrize(
    "written",
    [
        "2025-04-09",
        "2025/04/09",
        "09.04.2025",
        "9.4.2025",
        "9 April 2025",
        "9th of april, 2025",
        "April 9, 2025",
        "apr. 9 2025",
        "9. April 2025",
        "2025-04-09 10:00:01",
    ],
)
def test_a_day_has_the_same_forms_however_it_is_written(written: str) -> None:
    (day,) = days_in(f"on {written}")
    assert day.forms == ON_A_DAY


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("what did I read on 9 April?", {"--04-09", "--04"}),
        ("april 9", {"--04-09", "--04"}),
        ("spent in May 2025", {"2025-05", "--05", "2025"}),
        ("spent in may", {"--05"}),
        ("spent in April", {"--04"}),
    ],
)
def test_what_is_not_told_is_in_no_form(text: str, forms: set[str]) -> None:
    (day,) = days_in(text)
    assert day.forms == forms
    assert day.forms <= ON_A_DAY or day.month == 5


@pytest.mark.parametrize(
    "text",
    [
        "how much may I spend",
        "a march of miles",
        "99.05.2020",
        "31 February",
        "version 1.2.3",
        "2025",
        "march 1,250 miles",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert days_in(text) == []


def test_several_days_are_in_their_order() -> None:
    days = days_in("from 2 April to 05.05.2024 and in June 2023")
    assert [(day.year, day.month, day.day) for day in days] == [
        (0, 4, 2),
        (2024, 5, 5),
        (2023, 6, 0),
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("since April", True),
        ("before 2024", True),
        ("over 100 euros", True),
        ("more than $50", True),
        ("at most 5", True),
        ("from 2 April to 5 May", True),
        ("last month", True),
        ("this year", True),
        ("yesterday", True),
        ("in April", False),
        ("from April", False),
        ("the last book", False),
        ("the most expensive of 2025", False),
    ],
)
def test_a_stretch_is_told_by_its_end_or_from_today(text: str, is_one: bool) -> None:
    assert names_a_stretch(f"total spent {text}") is is_one
