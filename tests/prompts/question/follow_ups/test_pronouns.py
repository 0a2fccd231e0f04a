"""A pronoun becomes what it stands for, and the time goes with it."""

import pytest

from follow_up_turns import (
    ANNA,
    APPLE,
    BOB,
    BRIDGE,
    CHAIR,
    CODE,
    EXPENSE,
    FOUNDER,
    HEAD,
    HOME,
    JOHNSON,
    LANDLORD,
    LEASE,
    MACHINE,
    QUARTER,
    SHAH,
    STOVE,
    turn,
)
from localdocs.types import Turn
from prompts.question.follow_ups.standalone import standalone_question

PRONOUNS = [
    (APPLE, "Why did it grow?", "Why did Apple's revenue grow in 2022?"),
    (CHAIR, "Where does she live?", "Where does Marta Lindqvist live?"),
    (LEASE, "Who signed it?", "Who signed the lease of the flat?"),
    (STOVE, "how much was it?", "how much was the warranty of the stove?"),
    (ANNA, "What is her phone number?", "What is Anna Weber's phone number?"),
    (BOB, "When did he pay?", "When did Bob Marsh pay?"),
    (BRIDGE, "Who built it?", "Who built the harbour bridge?"),
    (
        BRIDGE,
        "How long is it and what did it cost?",
        "How long is the harbour bridge and what did it cost?",
    ),
    (
        BRIDGE,
        "What was the reason for its closure?",
        "What was the reason for the harbour bridge's closure?",
    ),
    (
        QUARTER,
        "How many employees did they have?",
        "How many employees did Best Buy have in Q2 of FY2024?",
    ),
    (FOUNDER, "Where is it based?", "Where is Nordfeuer Limited based?"),
    (LANDLORD, "What is his phone number?", "What is the landlord of the flat's phone number?"),
    (
        JOHNSON,
        "How much tax did it pay that year?",
        "How much tax did Johnson & Johnson pay in 2022?",
    ),
    (CODE, "How long does it take?", "How long does the modem take?"),
    (
        JOHNSON,
        "And how did its US sales change?",
        "how did Johnson & Johnson's US sales change in 2022?",
    ),
    (QUARTER, "How many did they close in Q3?", "How many did Best Buy close in Q3 in FY2024?"),
    (
        EXPENSE,
        "why did it rise?",
        "why did Microsoft's research and development expense rise in Q3 2023?",
    ),
    (HEAD, "Where did she work before?", "Where did Mary N. Dillon work before?"),
    (SHAH, "Where does he live?", "Where does R.A. Shah live?"),
    (MACHINE, "What does error 88 on it mean?", "What does error 88 on the coffee machine mean?"),
    (HOME, "Which rules did they breach?", "Which rules did Limes breach?"),
]


@pytest.mark.parametrize(("former", "question", "expected"), PRONOUNS)
def test_a_pronoun_becomes_what_it_stands_for(former: Turn, question: str, expected: str) -> None:
    assert standalone_question(question, [former]) == expected


def test_a_pronoun_may_mean_what_was_asked_two_turns_ago() -> None:
    turns = [CHAIR, turn("how many members?", "There are ninety [1].")]
    assert standalone_question("Where does she live?", turns) == "Where does Marta Lindqvist live?"


PRICE = turn("What is the price of the plane?", "48.50 [1]")


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("how heavy is it?", "how heavy is the plane?"),
        ("where is it?", "where is the plane?"),
        ("how old is it", "how old is the plane"),
        ("how high is it?", "how high is the price of the plane?"),
        ("why did it rise?", "why did the price of the plane rise?"),
    ],
)
def test_what_is_asked_of_a_thing_is_not_asked_of_its_price(question: str, understood: str) -> None:
    assert standalone_question(question, [PRICE]) == understood
