"""“That report”, “there” and “the same year” are those of the question before."""

import pytest

from follow_up_turns import BOB, GROWTH, JOHNSON, REPORT, VILLA
from localdocs.types import Turn
from prompts.question.follow_ups.standalone import standalone_question

POINTING = [
    (REPORT, "Who wrote that report?", "Who wrote the annual report?"),
    (REPORT, "Who paid for this report?", "Who paid for the annual report?"),
    (
        BOB,
        "What did this payment cover?",
        "Bob Marsh pay Siemens March 2020: What did this payment cover?",
    ),
    (GROWTH, "What caused this?", "Pfizer revenue change 2019 2020: What caused this?"),
    (VILLA, "Who lives there?", "villa Rosa: Who lives there?"),
    (JOHNSON, "Who was the chairman in the same year?", "Who was the chairman in 2022?"),
]


@pytest.mark.parametrize(("former", "question", "expected"), POINTING)
def test_what_points_back_becomes_what_is_meant(former: Turn, question: str, expected: str) -> None:
    assert standalone_question(question, [former]) == expected
