"""Things that are asked for by their number."""

import pytest

from prompts.question.counted import Counted, counted_in, says_so_many
from prompts.text.support import stem


@pytest.mark.parametrize(
    ("asked", "number", "noun"),
    [
        ("names of the 5 flexible schedules", 5, "schedules"),
        ("the three stages", 3, "stages"),
        ("What are the two kinds of boats?", 2, "boats"),
        ("the 3 parts", 3, "parts"),
        ("list the 4 main rules of the club", 4, "rules"),
    ],
)
def test_so_many_things(asked: str, number: int, noun: str) -> None:
    assert counted_in(asked) == Counted(number, stem(noun))


@pytest.mark.parametrize(
    "asked",
    [
        "can I bring 2 bags?",
        "how do I connect two screens",
        "the 20 members",
        "what is due within 3 weeks",
        "the 1 rules",
        "which of the rules",
        "invoices of 2023",
    ],
)
def test_what_asks_for_no_such_thing(asked: str) -> None:
    assert counted_in(asked) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The boiler has four modes: Eco, Comfort, Holiday and Frost.", True),
        ("It has 4 main modes (Eco, Comfort, Holiday, Frost).", True),
        ("We allow all 4 modes of work.", False),
        ("It has three modes: A, B and C.", False),
        ("The four seasons: spring and so on.", False),
    ],
)
def test_a_sentence_that_names_them(text: str, says: bool) -> None:
    assert says_so_many(Counted(4, stem("modes")), text) == says
