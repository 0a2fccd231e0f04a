"""What is quoted is found where it stands, whole."""

import pytest

from prompts.evidence.quotations import MOST_PLACES, places_of
from sources import hit

TEXT = "The hut is open.\n\n1. Close the red\nvalve. Then wait.\n2. Open the door."


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("close the RED valve", "1. Close the red\nvalve."),
        ("valve. Then wait", "1. Close the red\nvalve. Then wait."),
        ("2. Open the door.", "2. Open the door."),
        ("hut", "The hut is open."),
    ],
)
def test_the_sentence_or_item_is_quoted(quotation: str, found: str) -> None:
    (place,) = places_of(quotation, [hit(TEXT)])
    assert place.text == found == TEXT[place.start : place.end]


@pytest.mark.parametrize("quotation", ["", "the door. Open", "a.b", "hut.*open"])
def test_what_does_not_stand_there_is_not_found(quotation: str) -> None:
    assert places_of(quotation, [hit(TEXT)]) == []


def test_a_few_places_are_enough() -> None:
    assert len(places_of("hut", [hit(TEXT, number) for number in range(1, 9)])) == MOST_PLACES
