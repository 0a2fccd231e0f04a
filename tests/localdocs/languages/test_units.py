"""What an amount is wanted of, and whether a text has one."""

import pytest

from localdocs.languages.units import Dimension, dimension_asked_for, has_amount


@pytest.mark.parametrize(
    ("question", "dimension"),
    [
        ("How many litres does the tank hold?", Dimension.VOLUME),
        ("how many working days of leave", Dimension.TIME),
        ("how many kilometres is it to the hut", Dimension.LENGTH),
        ("how many calories in a slice", Dimension.ENERGY),
        ("How much does the course cost?", Dimension.MONEY),
        ("what do the shoes cost", Dimension.MONEY),
        ("how much is the insurance a month", Dimension.MONEY),
        ("tuition fee?", Dimension.MONEY),
        ("what's the membership fee", Dimension.MONEY),
        ("how do I get out of paying the fee", None),
        ("who pays the fee?", None),
        ("how many boats are there?", None),
        ("how much flour do I need", None),
        ("How long is the pier?", None),
        ("what day is the market?", None),
    ],
)
def test_what_is_asked_for(question: str, dimension: Dimension | None) -> None:
    assert dimension_asked_for(question) is dimension


@pytest.mark.parametrize(
    ("text", "dimension", "has"),
    [
        ("It holds fifty litres.", Dimension.VOLUME, True),
        ("It holds 3.5 l of oil.", Dimension.VOLUME, True),
        ("The tank is blue, number 7.", Dimension.VOLUME, False),
        ("It takes half a day.", Dimension.TIME, True),
        ("Open Monday to Friday.", Dimension.TIME, True),
        ("He reigned from 1905 until 1910.", Dimension.TIME, True),
        ("The year was cold.", Dimension.TIME, False),
        ("It costs £12.", Dimension.MONEY, True),
        ("The rent is 300 a month.", Dimension.MONEY, True),
        ("Entry is free.", Dimension.MONEY, True),
        ("Sign up within 60 days.", Dimension.MONEY, False),
        ("A slice has 240 kcal.", Dimension.ENERGY, True),
        ("226 g cold butter", Dimension.ENERGY, False),
        ("It weighs 85 kg.", Dimension.WEIGHT, True),
        ("Heat to 175 °C.", Dimension.TEMPERATURE, True),
    ],
)
def test_what_a_text_has(text: str, dimension: Dimension, has: bool) -> None:
    assert has_amount(text, dimension) == has
