"""The telling words of a text."""

import pytest

from prompts.text.support import content_of, readings, stem, telling_stems


def test_fiscal_years_meet_years() -> None:
    assert telling_stems("FY2018") == telling_stems("2018") | {"2018": "2018"}
    assert "3m" in telling_stems("3M's report")


@pytest.mark.parametrize(
    "forms",
    ["choose chose chosen choosing", "teach taught teaches", "tooth teeth", "run ran running runs"],
)
def test_irregular_forms_have_the_stem_of_their_base(forms: str) -> None:
    assert len(set(map(stem, forms.split()))) == 1


def test_a_word_that_may_be_a_form_keeps_its_own_stem_and_is_read_both_ways() -> None:
    assert telling_stems("a rusty saw").keys() == {"rusty", "saw"}
    assert readings("They saw Otto.") >= {"saw", "see", "otto"}
    assert "saw" not in readings("They see Otto.")


def test_scripts_without_spaces_have_pairs_for_stems() -> None:
    assert telling_stems("门票多少钱？").keys() == {"门票"}
    assert telling_stems("USB充電器を3月に貸す").keys() == {
        "usb",
        "充電",
        "電器",
        "3",
        "月",
        "貸す",
    }


def test_a_single_character_is_read_in_a_longer_word() -> None:
    assert "犬" in readings("子犬が走る")


def test_numbers_are_one_in_all_digits_and_with_a_decimal_comma() -> None:
    for text in (
        "2,400.50",
        "2.400,50",
        "٢٬٤٠٠٫٥٠",
        "२,४००.५०",
        "２，４００.50".replace("，", ","),
    ):
        assert content_of(f"x {text} y").numbers == {"2400.5"}
    assert content_of("84,50 €").numbers == content_of("84.50 €").numbers
    assert content_of("1,234 and 1.234").numbers == {"1234", "1.234"}
