"""What is read out of a sentence before it is compared."""

import pytest

from prompts.evidence.said import said_in
from prompts.text.units import LEAST, MOST


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,140 euros", 1140, "euro"),
        ("€1,140.00 a month", 1140, "euro"),
        ("three weeks", 3, "week"),
        ("a 24-hour pass", 24, "hour"),
        ("a three-week course", 3, "week"),
        ("twenty-three years", 23, "year"),
        ("45 min", 45, "minute"),
        ("1.5 % fat", 1.5, "percent"),
        ("350°F", 350, "fahrenheit"),
        ("180 degrees Fahrenheit", 180, "fahrenheit"),
        ("5 full days", 5, "day"),
        ("$3 and €5", 3, "dollar"),
    ],
)
def test_a_number_has_its_unit(text: str, value: float, unit: str) -> None:
    amount = said_in(text).amounts[0]
    assert (amount.value, amount.unit) == (value, unit)


@pytest.mark.parametrize("text", ["$1.5 million", "1,500,000 dollars", "$1.5M", "1500k"])
def test_scales_are_reckoned_with(text: str) -> None:
    (amount,) = said_in(text.replace("M", " million")).amounts
    assert amount.value * amount.scale == 1_500_000


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("up to 16 weeks", MOST),
        ("at most $16", MOST),
        ("a maximum of 240 hours", MOST),
        ("16 weeks or less", MOST),
        ("at least 16 weeks", LEAST),
        ("more than 16 weeks", LEAST),
        ("no less than 16 weeks", LEAST),
        ("no more than 16 weeks", MOST),
        ("16 weeks or more", LEAST),
        ("16 weeks", ""),
    ],
)
def test_a_number_may_be_a_bound(text: str, limit: str) -> None:
    assert said_in(text).amounts[0].limit == limit


@pytest.mark.parametrize(
    "text",
    [
        "October 17, 2025",
        "17 October 2025",
        "Oct. 17, 2025",
        "Oct 17th 2025",
        "the 17th of October 2025",
        "2025-10-17",
        "10/17/2025",
    ],
)
def test_dates_are_one_however_they_are_spelt(text: str) -> None:
    said = said_in(f"It is due on {text}.")
    assert [(day.year, day.month, day.day) for day in said.days] == [(2025, 10, 17)]
    assert not said.amounts


def test_may_is_a_month_only_beside_a_number() -> None:
    assert not said_in("You may leave. May I?").days
    assert said_in("on May 3").days[0].month == 5


def test_names_are_what_is_written_large_within_a_sentence() -> None:
    said = said_in("The parcel goes to Anna Berg by RG6 cable, or a@b.org.")
    assert {"anna", "berg", "rg6", "a@b.org"} <= said.names
    assert "parcel" not in said.names and "the" not in said.names


def test_accents_do_not_make_another_name() -> None:
    assert said_in("with Beyoncé").names == said_in("with Beyonce").names


def test_a_not_reaches_what_comes_after_it() -> None:
    assert said_in("Dogs are not allowed. Cats sleep.").denials == (("allow",),)
    assert said_in("They don't pay 40 crowns.").denials == (("pay", "40", "crown"),)
    assert not said_in("Not only dogs are welcome.").denials


def test_a_script_without_spaces_is_read_in_pairs() -> None:
    assert said_in("押金是三个月").stems & said_in("三个月的押金").stems


def test_nothing_is_said_by_nothing() -> None:
    assert not said_in("").words and not said_in("?!").amounts


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Der Beitrag beträgt 84,50 € im Jahr.", [84.5]),
        ("It costs 1.234,56 EUR.", [1234.56]),
        ("1,5 Liter", [1.5]),
        ("Sections 3,4 and 5", [3, 4, 5]),
        ("1,234 and 12,345,678", [1234, 12345678]),
        ("الإيجار ٢٬٢٠٠ ريال", [2200]),
        ("किराया ५०० है", [500]),
    ],
)
def test_numbers_of_other_languages(text: str, values: list[float]) -> None:
    assert [amount.value for amount in said_in(text).amounts] == values


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Haustiere sind nicht erlaubt.", True),
        ("Les chiens ne sont pas admis dans la salle.", True),
        ("Собак нельзя приводить.", True),
        ("Haustiere sind erlaubt.", False),
        ("The sin of Ali is in no book.", True),
        ("Sin and Mai are names.", False),
    ],
)
def test_not_is_known_in_other_languages(text: str, denies: bool) -> None:
    assert bool(said_in(text).denials) is denies
