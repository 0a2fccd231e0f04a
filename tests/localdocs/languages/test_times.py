"""Stretches of time, on a Saturday in November."""

from datetime import date

import pytest

from localdocs.languages.times import period_of

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("words", "first", "end"),
    [
        ("today", "2026-11-21", "2026-11-22"),
        ("yesterday", "2026-11-20", "2026-11-21"),
        ("since yesterday", "2026-11-20", None),
        ("from last week", "2026-11-09", "2026-11-16"),
        ("this week", "2026-11-16", "2026-11-23"),
        ("in the last week", "2026-11-14", None),
        ("in the past 3 days", "2026-11-18", None),
        ("within the last two weeks", "2026-11-07", None),
        ("this month", "2026-11-01", "2026-12-01"),
        ("last month", "2026-10-01", "2026-11-01"),
        ("last year", "2025-01-01", "2026-01-01"),
        ("since Monday", "2026-11-16", None),
        ("since Saturday", "2026-11-14", None),
        ("since March", "2026-03-01", None),
        ("in November", "2026-11-01", "2026-12-01"),
        ("in December", "2025-12-01", "2026-01-01"),
        ("in Sept. 2024", "2024-09-01", "2024-10-01"),
        ("in Mar. 2024", "2024-03-01", "2024-04-01"),
        ("after 2023", "2024-01-01", None),
        ("before 2020", None, "2020-01-01"),
        ("until May 2021", None, "2021-06-01"),
        ("since 2024-03-15", "2024-03-15", None),
        ("on 2024-02-29", "2024-02-29", "2024-03-01"),
        ("in 2024-02", "2024-02-01", "2024-03-01"),
        ("on 1 March 2024", "2024-03-01", "2024-03-02"),
        ("since March 1st, 2024", "2024-03-01", None),
        ("on the 31st of December", "2025-12-31", "2026-01-01"),
    ],
)
def test_words_for_time(words: str, first: str | None, end: str | None) -> None:
    period = period_of(words, TODAY)
    assert period is not None
    assert period.first == (first and date.fromisoformat(first))
    assert period.end == (end and date.fromisoformat(end))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "since the merger",
        "31 February 2024",
        "2024-13",
        "since",
        "in the box",
        "maybe",
        "9999",
        "since 9999-12-31",
    ],
)
def test_other_words_name_no_time(words: str) -> None:
    assert period_of(words, TODAY) is None


def test_in_january_last_month_is_december() -> None:
    period = period_of("last month", date(2026, 1, 15))
    assert period is not None
    assert (period.first, period.end) == (date(2025, 12, 1), date(2026, 1, 1))


def test_the_last_day_is_in_and_the_day_after_is_not() -> None:
    period = period_of("in 2024", TODAY)
    assert period is not None
    assert period.last == date(2024, 12, 31)
    assert period.holds(date(2024, 12, 31)) and not period.holds(date(2025, 1, 1))
