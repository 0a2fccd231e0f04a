"""The table of months agrees with the calendar."""

import calendar
import re

from localdocs.languages.months import MONTHS, NAME_OR_SHORT, WHOLE_NAME, month_number


def test_the_names_are_those_of_the_calendar() -> None:
    assert list(MONTHS) == list(calendar.month_name)[1:]


def test_names_and_abbreviations_have_the_numbers_of_the_calendar() -> None:
    for names in (calendar.month_name, calendar.month_abbr):
        assert [month_number(name) for name in list(names)[1:]] == [*range(1, 13)]


def test_every_spelling_that_a_pattern_takes_has_a_number() -> None:
    spellings = "Sept sep SEPTEMBER ſeptember".split()
    assert all(re.fullmatch(NAME_OR_SHORT, name, re.IGNORECASE) for name in spellings)
    assert {month_number(name) for name in spellings} == {9}


def test_a_pattern_of_whole_names_takes_no_abbreviation() -> None:
    assert re.findall(WHOLE_NAME, "Sept, May and june") == ["May"]
