"""Headings as the items of a list."""

from dataclasses import replace

import pytest

from prompts.evidence.heading_lists import heading_list
from prompts.question.counted import counted_in
from sources import hit

PAGE = (
    "Training\n\nKinds of dives\n\nThere are some.\n\nShore dives\n\nYou walk in.\n\nBoat dives\n\n"
    "You jump in.\n\nNight dives\n\nYou see little.\n\nFees\n\nAsk Ms Lund.\n\nLate fees\n\nNone."
)
PATHS = [
    "Training",
    "Training > Kinds of dives > Shore dives",
    "Kinds of dives > Boat dives",
    "Fees",
    "Fees > Late fees",
]


def found(asked: str, heading: str = "Training > Kinds of dives > Shore dives") -> str:
    counted = counted_in(asked)
    assert counted is not None
    at = PAGE.index("You walk in.")
    of_hit = replace(hit("You walk in."), start=at, end=at + 12, heading=heading)
    statement = heading_list(counted, [of_hit], lambda _: PATHS, lambda _: PAGE)
    if statement is None:
        return ""
    assert all(PAGE[quote.start : quote.end] == quote.text for quote in statement.quotes)
    return statement.text


def test_as_many_headings_as_were_asked_for_are_the_list() -> None:
    assert found("the 3 kinds of dives") == "- Shore dives\n- Boat dives\n- Night dives"
    assert found("the three dives", "Training > Kinds of dives").count("\n") == 2


@pytest.mark.parametrize(
    "asked",
    [
        "the 4 kinds of dives",
        "the 3 kinds of fish",
        "the 2 late fees",
        "the 7 rules",
        "the 3 walks",
    ],
)
def test_another_number_or_another_thing_is_no_list(asked: str) -> None:
    assert found(asked) == ""
