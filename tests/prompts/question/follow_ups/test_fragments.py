"""A fragment takes its place in the question before."""

import pytest

from follow_up_turns import (
    ANNA,
    APPLE,
    BOB,
    BRIDGE,
    CHAIR,
    CODE,
    DOGS,
    EXPENSE,
    FERRY,
    GROWTH,
    JOHNSON,
    NETFLIX,
    QUARTER,
    REPORT,
    STOVE,
    turn,
)
from localdocs.types import Turn
from prompts.question.follow_ups.standalone import standalone_question

FRAGMENTS = [
    (APPLE, "and in 2021?", "What was Apple's revenue in 2021?"),
    (APPLE, "what about 2021?", "What was Apple's revenue in 2021?"),
    (APPLE, "And for Microsoft?", "What was Microsoft's revenue in 2022?"),
    (APPLE, "and Microsoft's?", "What was Microsoft's revenue in 2022?"),
    (APPLE, "How about Microsoft?", "What was Microsoft's revenue in 2022?"),
    (APPLE, "and the net income?", "What was Apple's net income in 2022?"),
    (APPLE, "2020?", "What was Apple's revenue in 2020?"),
    (APPLE, "and the year before?", "What was Apple's revenue in 2021?"),
    (APPLE, "and its profit?", "What was Apple's profit in 2022?"),
    (NETFLIX, "and in 2015?", "What is the FY2015 operating income for Netflix?"),
    (NETFLIX, "And for Disney?", "What is the FY2017 operating income for Disney?"),
    (CHAIR, "and her job?", "Marta Lindqvist's job?"),
    (STOVE, "what about the boiler?", "How long is the warranty of the boiler?"),
    (ANNA, "and his job?", "Anna Weber's job?"),
    (FERRY, "and for children?", "What is the price of a ticket for children?"),
    (BOB, "and to Bosch?", "What did Bob Marsh pay to Bosch in March 2020?"),
    (BOB, "what about April?", "What did Bob Marsh pay to Siemens in April 2020?"),
    (BOB, "and in 2021?", "What did Bob Marsh pay to Siemens in March 2021?"),
    (BOB, "And Ann?", "Bob Marsh Siemens March 2020: Ann?"),
    (BRIDGE, "and the tunnel?", "When was the tunnel built?"),
    (REPORT, "and about ice?", "What does the annual report say about ice?"),
    (GROWTH, "and in 2021?", "Pfizer revenue change 2019 2020: in 2021?"),
    (GROWTH, "And for Merck?", "How did Merck's revenue change from 2019 to 2020?"),
    (QUARTER, "and Q3?", "How many stores did Best Buy have in Q3 of FY2024?"),
    (QUARTER, "And in Q2 of FY2023?", "How many stores did Best Buy have in Q2 of FY2023?"),
    (DOGS, "and cats?", "dogs allowed garden: cats?"),
    (DOGS, "and in the kitchen?", "Are dogs allowed in the kitchen?"),
    (JOHNSON, "And Pfizer?", "What was the net income of Pfizer in 2022?"),
    (JOHNSON, "and the previous year?", "What was the net income of Johnson & Johnson in 2021?"),
    (CODE, "also the router?", "How do I reset the router?"),
    (EXPENSE, "and the gaming revenue?", "What was Microsoft's gaming revenue in Q3 2023?"),
]


@pytest.mark.parametrize(("former", "question", "expected"), FRAGMENTS)
def test_a_fragment_becomes_a_whole_question(former: Turn, question: str, expected: str) -> None:
    assert standalone_question(question, [former]) == expected


def test_a_chain_of_fragments_goes_on_from_what_was_understood() -> None:
    first = standalone_question("and for Microsoft?", [APPLE])
    second = Turn("and for Microsoft?", first, "")
    assert (
        standalone_question("and in 2021?", [APPLE, second])
        == "What was Microsoft's revenue in 2021?"
    )


@pytest.mark.parametrize(
    ("former", "question", "understood"),
    [
        (
            "what does whey protein cost?",
            "what about green pea protein?",
            "what does green pea protein cost?",
        ),
        (
            "How much is the winter ticket?",
            "and the summer ticket?",
            "How much is the summer ticket?",
        ),
        ("who checks the north gate", "and the south gate", "who checks the south gate"),
    ],
)
def test_another_of_the_same_kind_takes_its_place(
    former: str, question: str, understood: str
) -> None:
    assert standalone_question(question, [turn(former)]) == understood
