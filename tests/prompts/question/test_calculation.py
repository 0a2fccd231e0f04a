"""What a question wants computed."""

import pytest

from prompts.question.calculation import Kind, calculation_of, implied_sum


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
        ("the second largest boat", None),
        ("the three oldest mills", None),
        ("top 5 of the cheapest boats", None),
        ("on April 9 the largest bill", Kind.MOST),
        ("the largest bill of 2025", Kind.MOST),
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


def test_for_what_each_a_figure_is_wanted() -> None:
    found = calculation_of("total price per city and each year")
    assert found is not None and found.each == {"city", "year"}
    alone = calculation_of("total price of the cities")
    assert alone is not None and not alone.each


def test_the_most_alone_may_mean_totals() -> None:
    most, dearest = calculation_of("who paid the most?"), calculation_of("the most expensive bill")
    assert most is not None and most.may_mean_totals
    assert dearest is not None and not dearest.may_mean_totals


def test_a_sum_may_be_asked_for_without_a_word_for_it() -> None:
    assert implied_sum("how much did we spend on flour?") is not None
    assert implied_sum("how much is the flour?") is None
    assert implied_sum("how much did we not spend?") is None
