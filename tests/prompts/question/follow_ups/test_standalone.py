"""What stands alone is left alone; what only asks again gets the words of the question before."""

import pytest

from follow_up_turns import ANNA, APPLE, BOB, BRIDGE, DOGS, JOHNSON, LEASE, QUARTER, REPORT, STOVE
from localdocs.types import Turn
from prompts.question.follow_ups.standalone import standalone_question

STANDING_ALONE = [
    (APPLE, "What was Microsoft's revenue in 2022?"),
    (APPLE, "How long is the warranty of the stove?"),
    (APPLE, "Who is the landlord?"),
    (ANNA, "Which company increased its revenue most?"),
    (ANNA, "Does the tenant have to pay for his damage?"),
    (LEASE, "Is it allowed to smoke in the hall?"),
    (LEASE, "How long does it take to get to the island?"),
    (LEASE, "What happens to the deposit when it is paid late?"),
    (STOVE, "Is there a garden behind the house?"),
    (STOVE, "What is planned for this year?"),
    (STOVE, "notice period"),
    (STOVE, "And who is the CEO of Microsoft?"),
    (BOB, "Who wrote setup.py?"),
    (BOB, "Does the lease say that the tenant has to paint the walls?"),
    (BOB, "When must the tenant return the keys if she moves out early?"),
    (BOB, "What did Marta say about her brother?"),
    (BRIDGE, "What is the emergency number?"),
    (BRIDGE, "How does Netflix describe its competition?"),
    (BRIDGE, "Who is responsible for the documents that were lost?"),
    (BRIDGE, "What time is it in Oslo?"),
    (DOGS, "Did it rain in Bergen in May?"),
    (DOGS, "Which rules apply to guests and their cars?"),
    (DOGS, "Is there a fee for parking?"),
    (DOGS, "boiler service interval"),
    (JOHNSON, "Why did the board reject the offer?"),
    (JOHNSON, "How much is the rent?"),
    (JOHNSON, "What is due this month?"),
    (JOHNSON, "So what does Marta Lindqvist do?"),
    (QUARTER, "Who sold his house?"),
    (QUARTER, "When should I water the tomatoes so that they ripen?"),
    (QUARTER, "Then press and hold"),
    (QUARTER, "?"),
    (QUARTER, "What is the second chapter of this report?"),
    (QUARTER, "Which license is this code released under?"),
    (QUARTER, "How do you reset the counter to its first state?"),
    (QUARTER, "How did Apple's stocks change over the year and about their prices?"),
    (QUARTER, "Who considered their land their most important holding?"),
    (QUARTER, "When did Watt finish the development of his engine?"),
    (QUARTER, "After the operators are warned, what may they do?"),
    (QUARTER, "For the data that uses a solver, how many rows are there in it?"),
]


@pytest.mark.parametrize(("former", "question"), STANDING_ALONE)
def test_what_stands_alone_stays_letter_for_letter(former: Turn, question: str) -> None:
    assert standalone_question(question, [former]) == question


ASKING_AGAIN = [
    (APPLE, "Why?", "Apple revenue 2022: Why?"),
    (LEASE, "why?", "lease flat end: why?"),
    (REPORT, "Tell me more", "annual report say storms: Tell me more"),
    (JOHNSON, "And who was the chairman?", "Johnson & Johnson 2022: And who was the chairman?"),
    (JOHNSON, "and then?", "net income Johnson 2022: and then?"),
]


@pytest.mark.parametrize(("former", "question", "expected"), ASKING_AGAIN)
def test_what_asks_again_gets_words_of_the_question_before(
    former: Turn, question: str, expected: str
) -> None:
    assert standalone_question(question, [former]) == expected


def test_without_a_turn_nothing_is_changed() -> None:
    assert standalone_question("and in 2021?", []) == "and in 2021?"
