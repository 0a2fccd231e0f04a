"""What a question wants computed."""

import pytest

from prompts.question.calculation import Kind, calculation_of


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("How much more is the oak than the pine?", Kind.DIFFERENCE),
        ("how many members did we lose from 2019 to 2021", Kind.DIFFERENCE),
        ("growth of fees in percent", Kind.GROWTH),
        ("What percentage of the budget is rent?", Kind.SHARE),
        ("the ratio of boats to berths", Kind.RATIO),
        ("total of all bills", Kind.SUM),
        ("average price", Kind.MEAN),
        ("the cheapest boat", Kind.LEAST),
        ("which is the newest", Kind.MOST),
        ("who was fastest", Kind.RANK),
        ("How long is the pier?", None),
        ("sum up how the club did", None),
        ("total of the bills that are not paid", None),
    ],
)
def test_kinds(asked: str, kind: Kind | None) -> None:
    found = calculation_of(asked)
    assert (found and found.kind) == kind


def test_the_words_that_say_so_name_no_row() -> None:
    found = calculation_of("What was the most expensive repair?")
    assert found is not None and found.words == {"most", "expensive"}
    assert found.is_of_prices and not found.is_of_times
    oldest = calculation_of("the oldest mill")
    assert oldest is not None and oldest.is_of_times
