"""A comparison as two questions."""

import pytest

from prompts.question.sides import sides_of


@pytest.mark.parametrize(
    ("asked", "sides"),
    [
        (
            "opening hours north pool vs harbour pool",
            ("opening hours north pool", "opening hours harbour pool"),
        ),
        ("20 litre tank vs 30 litre tank price", ("20 litre tank price", "30 litre tank price")),
        ("oak vs pine hardness", ("oak hardness", "pine hardness")),
        ("the oak versus the pine", ("the oak", "the pine")),
        (
            "What's the difference between a lock and a weir?",
            ("what is a lock", "what is a weir"),
        ),
        ("How long is the pier?", None),
        ("rent compared to last year", None),
    ],
)
def test_each_side_has_what_both_share(asked: str, sides: tuple[str, str] | None) -> None:
    assert sides_of(asked) == sides
