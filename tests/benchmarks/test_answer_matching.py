"""What counts as a right answer in the measurements."""

import pytest

from benchmarks.answer_matching import exact, holds, quantities, token_f1

MILLIONS = "What was capital expenditure in USD millions?"


@pytest.mark.parametrize(
    ("said", "gold", "question"),
    [
        ("It was 1,577. [1]", "$1577.00", MILLIONS),
        ("$1,577 million was spent [1].", "$1577.00", MILLIONS),
        ("Purchases of plant (1,577) (1,373)", "$1577.00", MILLIONS),
        ("It was $1.577 billion.", "$1577.00", MILLIONS),
        ("Net PP&E was $8,738 million.", "$8.70", "Answer in USD billions."),
        ("about 3.5 percent", "3.5%", "What share?"),
        ("There are seven of them.", "7", "How many?"),
        ("12,500 people", "12500", "How many?"),
        ("By the Norman conquest, in 1066.", "the Norman Conquest", "By what?"),
    ],
)
def test_the_right_words_or_the_right_number_are_seen(said: str, gold: str, question: str) -> None:
    assert holds(said, ((gold,),), question)


@pytest.mark.parametrize(
    ("said", "gold", "question"),
    [
        ("It was $1,577 thousand.", "$1577.00", MILLIONS),
        ("It was 1,578.", "$1577.00", MILLIONS),
        ("7,000 of them", "7", "How many?"),
        ("It cost $3.5.", "3.5%", "What share?"),
        ("See page 17.", "7", "How many?"),
        ("the Normandy", "Norman", "Who?"),
        ("As source [7] says, no.", "7", "How many?"),
        ("", "7", "How many?"),
    ],
)
def test_others_are_not(said: str, gold: str, question: str) -> None:
    assert not holds(said, ((gold,),), question)


def test_all_items_of_a_list_have_to_be_there_and_one_of_the_alternatives() -> None:
    assert holds("PopQA and SST-2, that is", (("POPQA", "SST-2"),), "Which?")
    assert not holds("PopQA alone", (("POPQA", "SST-2"),), "Which?")
    assert holds("PopQA alone", (("SST-2",), ("POPQA",)), "Which?")


def test_exact_is_nothing_else_or_the_only_number_that_is_new() -> None:
    assert exact("The Normans. [1]", (("Normans",),), "Who came?")
    assert not exact("The Normans came. [1]", (("Normans",),), "Who came?")
    assert exact("In FY2018 it was 1,577 [1].", (("$1577.00",),), f"FY2018? {MILLIONS}")
    assert not exact("It was 1,577 or 1,373.", (("$1577.00",),), MILLIONS)


def test_f1_is_of_words_and_of_the_best_alternative() -> None:
    assert token_f1("the green door [1]", (("a green door",),)) == 1.0
    assert token_f1("green door", (("window",), ("red door",))) == 0.5
    assert token_f1("", (("red door",),)) == 0.0


def test_numbers_carry_their_unit_and_scale() -> None:
    (money, share) = quantities("€ 2.50 million, or 12 %")
    assert (money.value, money.decimals, money.currency, money.scale) == (2.5, 1, True, 1e6)
    assert (share.value, share.percent, share.currency) == (12.0, True, False)
