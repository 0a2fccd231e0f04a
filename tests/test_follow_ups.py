"""Follow-ups: what leans on the question before is rewritten, what stands alone is left alone."""

from pathlib import Path

import pytest

from localdocs.follow_ups import standalone_question
from localdocs.types import Turn

UNCHANGED = None


def turn(question: str, answer: str = "") -> Turn:
    return Turn(question, question, answer, (Path("/docs/a.pdf"),))


APPLE = turn("What was Apple's revenue in 2022?", "Net sales were 394 billion dollars [1].")
CHAIR = turn("Who chairs the sailing club?", "Marta Lindqvist has chaired the club since May [1].")
LEASE = turn("When does the lease of the flat end?", "It ends on 30 June 2027 [1].")
STOVE = turn("How long is the warranty of the stove?", "The warranty is three years [1].")
ANNA = turn("Where does Anna Weber work?", "Anna Weber works at the port authority [1].")
FERRY = turn("What is the price of a ticket for adults?", "Adults pay 12 euros [1].")
NETFLIX = turn("What is the FY2017 operating income for Netflix?", "It was 839 million [1].")

WRITTEN_FIRST = [
    (APPLE, "and in 2021?", "What was Apple's revenue in 2021?"),
    (APPLE, "what about 2021?", "What was Apple's revenue in 2021?"),
    (APPLE, "And for Microsoft?", "What was Microsoft's revenue in 2022?"),
    (APPLE, "and Microsoft's?", "What was Microsoft's revenue in 2022?"),
    (APPLE, "How about Microsoft?", "What was Microsoft's revenue in 2022?"),
    (APPLE, "and the net income?", "What was Apple's net income in 2022?"),
    (APPLE, "2020?", "What was Apple's revenue in 2020?"),
    (APPLE, "and the year before?", "What was Apple's revenue in 2021?"),
    (APPLE, "Why?", "Apple revenue 2022: Why?"),
    (APPLE, "Why did it grow?", "Why did Apple's revenue grow in 2022?"),
    (APPLE, "and its profit?", "What was Apple's profit in 2022?"),
    (NETFLIX, "and in 2015?", "What is the FY2015 operating income for Netflix?"),
    (NETFLIX, "And for Disney?", "What is the FY2017 operating income for Disney?"),
    (CHAIR, "Where does she live?", "Where does Marta Lindqvist live?"),
    (CHAIR, "and her job?", "Marta Lindqvist's job?"),
    (LEASE, "Who signed it?", "Who signed the lease of the flat?"),
    (LEASE, "why?", "lease flat end: why?"),
    (STOVE, "what about the boiler?", "How long is the warranty of the boiler?"),
    (STOVE, "how much was it?", "how much was the warranty of the stove?"),
    (ANNA, "and his job?", "Anna Weber's job?"),
    (ANNA, "What is her phone number?", "What is Anna Weber's phone number?"),
    (FERRY, "and for children?", "What is the price of a ticket for children?"),
    # What stands alone
    (APPLE, "What was Microsoft's revenue in 2022?", UNCHANGED),
    (APPLE, "How long is the warranty of the stove?", UNCHANGED),
    (APPLE, "Who is the landlord?", UNCHANGED),
    (ANNA, "Which company increased its revenue most?", UNCHANGED),
    (ANNA, "Does the tenant have to pay for his damage?", UNCHANGED),
    (LEASE, "Is it allowed to smoke in the hall?", UNCHANGED),
    (LEASE, "How long does it take to get to the island?", UNCHANGED),
    (LEASE, "What happens to the deposit when it is paid late?", UNCHANGED),
    (STOVE, "Is there a garden behind the house?", UNCHANGED),
    (STOVE, "What is planned for this year?", UNCHANGED),
    (STOVE, "notice period", UNCHANGED),
    (STOVE, "And who is the CEO of Microsoft?", UNCHANGED),
]


@pytest.mark.parametrize(("former", "question", "expected"), WRITTEN_FIRST)
def test_pairs_written_before_the_rules(former: Turn, question: str, expected: str | None) -> None:
    assert standalone_question(question, [former]) == (question if expected is None else expected)


def test_without_a_turn_nothing_is_changed() -> None:
    assert standalone_question("and in 2021?", []) == "and in 2021?"


BOB = turn("What did Bob Marsh pay to Siemens in March 2020?", "He paid 900 euros [1].")
BRIDGE = turn("When was the harbour bridge built?", "It was built in 1932 [1].")
REPORT = turn("What does the annual report say about storms?", "Storms cost two weeks [1].")
GROWTH = turn("How did Pfizer's revenue change from 2019 to 2020?", "It fell [1].")
QUARTER = turn("How many stores did Best Buy have in Q2 of FY2024?", "982 stores [1].")
DOGS = turn("Are dogs allowed in the garden?", "Dogs must be kept on a lead [1].")
VILLA = turn("Where is the villa Rosa?", "It stands in Genoa [1].")
FOUNDER = turn("Which company made the stove?", "Nordfeuer Limited made it [1].")
LANDLORD = turn("Who is the landlord of the flat?", "")
JOHNSON = turn("What was the net income of Johnson & Johnson in 2022?", "17.9 billion [1].")
CODE = turn("How do I reset the modem?", "Hold the button for ten seconds [1].")
EXPENSE = turn("What was Microsoft's research and development expense in Q3 2023?", "6.7 [1].")
HEAD = turn("Who leads Foot Locker?", "Mary N. Dillon leads Foot Locker since 2022 [1].")
SHAH = turn("Who is the chairman?", "Mr. R.A. Shah is the Chairman [1].")
MACHINE = turn("How many levels can the coffee machine be set to?", "Three levels [1].")
HOME = turn("What is the telephone number of The Limes?", "")

WRITTEN_AFTER = [
    (BOB, "and to Bosch?", "What did Bob Marsh pay to Bosch in March 2020?"),
    (BOB, "what about April?", "What did Bob Marsh pay to Siemens in April 2020?"),
    (BOB, "and in 2021?", "What did Bob Marsh pay to Siemens in March 2021?"),
    (BOB, "When did he pay?", "When did Bob Marsh pay?"),
    (BOB, "And Ann?", "Bob Marsh Siemens March 2020: Ann?"),
    (BRIDGE, "Who built it?", "Who built the harbour bridge?"),
    (BRIDGE, "and the tunnel?", "When was the tunnel built?"),
    (
        BRIDGE,
        "How long is it and what did it cost?",
        "How long is the harbour bridge and what did it cost?",
    ),
    (REPORT, "Who wrote that report?", "Who wrote the annual report?"),
    (REPORT, "Who paid for this report?", "Who paid for the annual report?"),
    (
        BOB,
        "What did this payment cover?",
        "Bob Marsh pay Siemens March 2020: What did this payment cover?",
    ),
    (
        BRIDGE,
        "What was the reason for its closure?",
        "What was the reason for the harbour bridge's closure?",
    ),
    (REPORT, "and about ice?", "What does the annual report say about ice?"),
    (REPORT, "Tell me more", "annual report say storms: Tell me more"),
    (GROWTH, "and in 2021?", "Pfizer revenue change 2019 2020: in 2021?"),
    (GROWTH, "And for Merck?", "How did Merck's revenue change from 2019 to 2020?"),
    (GROWTH, "What caused this?", "Pfizer revenue change 2019 2020: What caused this?"),
    (QUARTER, "and Q3?", "How many stores did Best Buy have in Q3 of FY2024?"),
    (QUARTER, "And in Q2 of FY2023?", "How many stores did Best Buy have in Q2 of FY2023?"),
    (
        QUARTER,
        "How many employees did they have?",
        "How many employees did Best Buy have in Q2 of FY2024?",
    ),
    (DOGS, "and cats?", "dogs allowed garden: cats?"),
    (DOGS, "and in the kitchen?", "Are dogs allowed in the kitchen?"),
    (VILLA, "Who lives there?", "villa Rosa: Who lives there?"),
    (FOUNDER, "Where is it based?", "Where is Nordfeuer Limited based?"),
    (LANDLORD, "What is his phone number?", "What is the landlord of the flat's phone number?"),
    (JOHNSON, "And Pfizer?", "What was the net income of Pfizer in 2022?"),
    (JOHNSON, "and the previous year?", "What was the net income of Johnson & Johnson in 2021?"),
    (
        JOHNSON,
        "How much tax did it pay that year?",
        "How much tax did Johnson & Johnson pay in 2022?",
    ),
    (JOHNSON, "And who was the chairman?", "Johnson & Johnson 2022: And who was the chairman?"),
    (CODE, "How long does it take?", "How long does the modem take?"),
    (CODE, "also the router?", "How do I reset the router?"),
    (JOHNSON, "Who was the chairman in the same year?", "Who was the chairman in 2022?"),
    (JOHNSON, "and then?", "net income Johnson 2022: and then?"),
    (
        JOHNSON,
        "And how did its US sales change?",
        "how did Johnson & Johnson's US sales change in 2022?",
    ),
    (QUARTER, "How many did they close in Q3?", "How many did Best Buy close in Q3 in FY2024?"),
    (EXPENSE, "and the gaming revenue?", "What was Microsoft's gaming revenue in Q3 2023?"),
    (
        EXPENSE,
        "why did it rise?",
        "why did Microsoft's research and development expense rise in Q3 2023?",
    ),
    (HEAD, "Where did she work before?", "Where did Mary N. Dillon work before?"),
    (SHAH, "Where does he live?", "Where does R.A. Shah live?"),
    (MACHINE, "What does error 88 on it mean?", "What does error 88 on the coffee machine mean?"),
    (HOME, "Which rules did they breach?", "Which rules did Limes breach?"),
    # What stands alone
    (BOB, "Who wrote setup.py?", UNCHANGED),
    (BOB, "Does the lease say that the tenant has to paint the walls?", UNCHANGED),
    (BOB, "When must the tenant return the keys if she moves out early?", UNCHANGED),
    (BOB, "What did Marta say about her brother?", UNCHANGED),
    (BRIDGE, "What is the emergency number?", UNCHANGED),
    (BRIDGE, "How does Netflix describe its competition?", UNCHANGED),
    (BRIDGE, "Who is responsible for the documents that were lost?", UNCHANGED),
    (BRIDGE, "What time is it in Oslo?", UNCHANGED),
    (DOGS, "Did it rain in Bergen in May?", UNCHANGED),
    (DOGS, "Which rules apply to guests and their cars?", UNCHANGED),
    (DOGS, "Is there a fee for parking?", UNCHANGED),
    (DOGS, "boiler service interval", UNCHANGED),
    (JOHNSON, "Why did the board reject the offer?", UNCHANGED),
    (JOHNSON, "How much is the rent?", UNCHANGED),
    (JOHNSON, "What is due this month?", UNCHANGED),
    (JOHNSON, "So what does Marta Lindqvist do?", UNCHANGED),
    (QUARTER, "Who sold his house?", UNCHANGED),
    (QUARTER, "When should I water the tomatoes so that they ripen?", UNCHANGED),
    (QUARTER, "Then press and hold", UNCHANGED),
    (QUARTER, "?", UNCHANGED),
    (QUARTER, "What is the second chapter of this report?", UNCHANGED),
    (QUARTER, "Which license is this code released under?", UNCHANGED),
    (QUARTER, "How do you reset the counter to its first state?", UNCHANGED),
    (QUARTER, "How did Apple's stocks change over the year and about their prices?", UNCHANGED),
    (QUARTER, "Who considered their land their most important holding?", UNCHANGED),
    (QUARTER, "When did Watt finish the development of his engine?", UNCHANGED),
    (QUARTER, "After the operators are warned, what may they do?", UNCHANGED),
    (QUARTER, "For the data that uses a solver, how many rows are there in it?", UNCHANGED),
]


@pytest.mark.parametrize(("former", "question", "expected"), WRITTEN_AFTER)
def test_pairs_written_after_the_rules(former: Turn, question: str, expected: str | None) -> None:
    assert standalone_question(question, [former]) == (question if expected is None else expected)


def test_a_pronoun_may_mean_what_was_asked_two_turns_ago() -> None:
    turns = [CHAIR, turn("how many members?", "There are ninety [1].")]
    assert standalone_question("Where does she live?", turns) == "Where does Marta Lindqvist live?"


def test_a_chain_of_fragments_goes_on_from_what_was_understood() -> None:
    first = standalone_question("and for Microsoft?", [APPLE])
    second = Turn("and for Microsoft?", first, "")
    assert (
        standalone_question("and in 2021?", [APPLE, second])
        == "What was Microsoft's revenue in 2021?"
    )
