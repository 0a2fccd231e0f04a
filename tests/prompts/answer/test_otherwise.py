"""What another document says instead."""

from pathlib import Path

import pytest

from localdocs.types import Hit
from prompts.answer.otherwise import said_otherwise
from prompts.evidence.citations import Quote
from prompts.evidence.finding import Evidence
from prompts.question.question import read_question


def hit(text: str, name: str) -> Hit:
    return Hit(1, Path("/docs") / name, "", 1, "", 0, len(text), "", "", text, 0.9, "both", 0.5)


def otherwise(question: str, text: str, answer: str, *others: str) -> list[str]:
    """What the other documents say instead of ``answer``, which stands in ``text``."""
    own = hit(text, "a.txt")
    start = text.index(answer)
    place = Quote(own, start, start + len(answer), answer)
    lead = Evidence(place, Quote(own, 0, len(text), text), 0.8, ())
    hits = [own, *(hit(other, f"{number}.txt") for number, other in enumerate(others))]
    return [other.words for other in said_otherwise(read_question(question), [lead], hits)]


@pytest.mark.parametrize(
    ("text", "answer", "other"),
    [
        ("The rent is 800 euro.", "800 euro", "The rent will be 850 euro from May."),
        ("The monthly rent is 800 euro.", "800", "From May on the rent is now 850 euro."),
        ("The rent is 800 euro a month.", "800 euro", "Dear Ann,\nthe new rent is €850."),
        ("The rent is 800 euro, paid by Ann.", "800 euro", "Hi. The rent rises to 850 euro."),
    ],
)
def test_the_same_thing_with_another_value(text: str, answer: str, other: str) -> None:
    assert len(otherwise("How much is the rent?", text, answer, other)) == 1


def test_dates_and_counts_are_values_too() -> None:
    text, other = "The library closes on 3 May.", "The library closes on 10 May."
    assert otherwise("When does the library close?", text, "3 May", other) == [other]
    text, other = "The hut has 12 beds.", "It is nice. The hut has 14 beds."
    assert otherwise("How many beds has the hut?", text, "12", other) == ["The hut has 14 beds."]


@pytest.mark.parametrize(
    "other",
    [
        "The rent is 800 euro, as ever.",  # agrees
        "The rent for the garage is 80 euro.",  # of something else
        "Ann's rent is 700 euro.",  # of somebody
        "The rent is due within 5 days.",  # of another kind
        "The rent is 9,600 euro a year.",  # by another measure
        "The rent is up to 900 euro.",  # a bound
        "The rent was 750 euro.",  # of old
        "The rent is not 850 euro.",
        "Rent: 850 euro",  # nothing says of what
        "Rent | 850 euro | 900 euro",
        "Her rent is 850 euro.",
        "Call 030 555 about the rent.",
        "The price is 850 euro.",
    ],
)
def test_nothing_is_said_of_what_is_not_the_same(other: str) -> None:
    text = "Dear Ben,\nThe rent is 800 euro a month."
    assert otherwise("How much is the rent?", text, "800 euro", other) == []


def test_a_letter_to_somebody_else_says_nothing() -> None:
    text, other = "Dear Ben,\nthe rent is 800 euro.", "Dear Ann,\nthe rent is 850 euro."
    assert otherwise("How much is the rent?", text, "800 euro", other) == []
    assert otherwise("How much is the rent?", text, "800 euro", other.replace("Ann", "Ben")) != []


def test_a_place_without_the_words_of_the_question_says_nothing() -> None:
    text, other = "Oak Hall. The rent is 800 euro.", "Elm House. The rent is 850 euro."
    assert otherwise("How much is the rent of Oak Hall?", text, "800 euro", other) == []
    assert otherwise("How much is the rent of the hall?", text, "Oak Hall", other) == []
