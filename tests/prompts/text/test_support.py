"""What counts as support, one case at a time."""

import pytest

from prompts.text.support import content_of, supports, telling_stems

QUESTION = "What is the monthly rent?"


def supported(sentence: str, stretch: str, question: str = QUESTION, context: str = "") -> bool:
    score = supports(
        content_of(sentence),
        content_of(stretch),
        question=content_of(question),
        context=content_of(context),
    )
    assert 0.0 <= score <= 1.0
    return score > 0


@pytest.mark.parametrize(
    ("sentence", "stretch"),
    [
        ("The monthly rent is 1,250 euros.", "The rent of 1250.00 euros is due on the first."),
        ("Rent is due on the first.", "The rent is due on the 1st of each month."),
        ("The deposit is three months' rent.", "A deposit of 3 months' rent is paid."),
        ("Pets are not allowed.", "Pets aren't allowed in the house."),
        ("Sales increased in Asia.", "Increasing sales were seen in Asia."),
    ],
)
def test_the_same_said_otherwise_is_supported(sentence: str, stretch: str) -> None:
    assert supported(sentence, stretch)


@pytest.mark.parametrize(
    ("sentence", "stretch"),
    [
        ("The rent is 1,350 euros.", "The rent is 1,250 euros."),
        ("Rent is due on the fifth working day.", "Rent is due on the third working day."),
        ("Pets are allowed.", "Pets are not allowed."),
        ("The landlord is Anna Berg.", "The landlord is Karl Holm."),
        ("What is the monthly rent?", "The rent is 1,250 euros."),
        ("The rent includes heating and water.", "The rent is 1,250 euros."),
        ("", "The rent is 1,250 euros."),
    ],
)
def test_something_else_is_not(sentence: str, stretch: str) -> None:
    assert not supported(sentence, stretch)


def test_a_number_may_come_from_the_column_header_but_not_the_whole_sentence() -> None:
    sentence = "Net sales in 2022 were 82,959."
    question = "What were net sales?"
    assert supported(sentence, "Net sales 82,959 81,434", question, "2022 2021")
    assert not supported("It was 2022.", "Net sales 82,959", question, "2022 2021")


def test_numbers_of_the_question_need_not_be_repeated() -> None:
    assert supported(
        "In 2019 the club had 40 members.", "a club of 40 members", "How many members in 2019?"
    )


def test_fiscal_years_meet_years() -> None:
    assert telling_stems("FY2018") == telling_stems("2018") | {"2018": "2018"}
    assert "3m" in telling_stems("3M's report")
