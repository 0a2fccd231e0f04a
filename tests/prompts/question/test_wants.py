"""What kind of answer is wanted."""

import pytest

from prompts.question.wants import wants_of


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        ("How do I start the stove?", True),
        ("make sourdough starter", True),
        ("please reset the router", True),
        ("what to do before I go on leave", True),
        ("checklist for new members", True),
        ("who made the bread?", False),
        ("clean water", True),  # a bare verb; its section is shown whole, which does no harm
        ("the price of a reset", False),
        ("Why was the stove replaced?", False),
    ],
)
def test_steps(asked: str, steps: bool) -> None:
    assert wants_of(asked).steps == steps


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("what happens with the deposit when i move out", True),
        ("What happened to the second boat?", True),
        ("what is the deposit", False),
        ("what happened in 1911", False),
    ],
)
def test_what_happens_with_a_thing_wants_more_than_a_fact(text: str, more: bool) -> None:
    assert wants_of(text).more is more
