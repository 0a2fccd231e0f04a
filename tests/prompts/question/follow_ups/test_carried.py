"""What a question takes over from the one before it: words, or the time."""

import pytest

from prompts.question.follow_ups.carried import in_its_time, names_and_times, prefixed

FORMER = "What was Apple's revenue in Q2 2023?"


def test_known_words_stand_before_the_question() -> None:
    assert prefixed(["lease", "end"], "why?") == "lease end: why?"
    assert prefixed([], "why?") == "why?"


def test_a_question_with_a_time_takes_over_names_alone() -> None:
    assert names_and_times(FORMER, "the profit") == ["Apple", "Q2", "2023"]
    assert names_and_times(FORMER, "the profit in 2021") == ["Apple"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How did it rise?", "How did it rise in Q2 2023?"),
        ("How did it rise in that quarter?", "How did it rise in Q2 2023?"),
        ("How did it rise in 2021?", "How did it rise in 2021?"),
    ],
)
def test_a_question_without_a_year_is_of_the_same_time(question: str, expected: str) -> None:
    assert in_its_time(question, FORMER) == expected


def test_a_former_question_with_two_years_gives_none() -> None:
    former = "How did sales change from 2019 to 2020?"
    assert in_its_time("Why did it fall?", former) == "Why did it fall?"
