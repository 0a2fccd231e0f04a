"""Digits of all scripts."""

import unicodedata

import pytest

from localdocs.languages.digits import TABLE, decimal_point, plain_digits


def test_each_digit_is_what_unicode_says() -> None:
    digits = {place: plain for place, plain in TABLE.items() if plain.isdigit()}
    assert {place: str(unicodedata.decimal(chr(place))) for place in digits} == digits


def test_places_in_a_text_stay_the_same() -> None:
    text = "الإيجار ٢٬٢٠٠٫٥٠ ريال و २४ और ２４ ๒๔"
    assert plain_digits(text) == "الإيجار 2,200.50 ريال و 24 और 24 24"
    assert len(plain_digits(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("84,50", "84.50"),
        ("1,5", "1.5"),
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1,234", "1,234"),
        ("1.234", "1.234"),
        ("1,234.56", "1,234.56"),
        ("1,2,3", "1,2,3"),
        ("2024", "2024"),
    ],
)
def test_only_what_is_no_english_number_has_a_decimal_comma(written: str, plain: str) -> None:
    assert decimal_point(written) == plain
