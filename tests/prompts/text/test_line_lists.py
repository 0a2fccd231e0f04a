"""Lists without marks."""

import pytest

from prompts.text.line_lists import line_lists

RECIPE = "Plum cake\n\nIngredients\n250 g flour\n two eggs\nplums\n\nMix it all and bake it."


def test_short_lines_under_a_name_are_a_list() -> None:
    found = line_lists(RECIPE)
    assert [RECIPE[place:].split("\n")[0] for place in sorted(found.names)] == ["Ingredients"]
    assert [RECIPE[place:].split("\n")[0] for place in sorted(found.items)] == [
        "250 g flour",
        "two eggs",
        "plums",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ingredients\nflour",
        "Ingredients\n- flour\n- eggs\n- plums",
        "Sales\nEurope 3,100 2,900\nAsia 4,100 3,800",
        "Product | Price\nTart | 3.40\nBun | 1.10",
        "The rain fell on the hills\nand on the town below them.\nNobody went out that night.",
        "12 May 2024\nflour\neggs\nplums",
        "Letter to Ada\nDear Ada,\nthe boat is ready\nand so am I",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    found = line_lists(text)
    assert not found.names and not found.items
