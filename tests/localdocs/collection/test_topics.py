"""What is asked about, and what nobody would ask."""

import pytest

from localdocs.collection.topics import is_question, is_said, topic_in


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("2. Rent and deposit", "rent and deposit"),
        ("Section 3.1 Supply Chain Financing", "Supply Chain Financing"),
        ("RISK MANAGEMENT", "risk management"),
        ("Technical Data", "Technical Data"),
        ("§ 4 Haltung von Tieren", "Haltung von Tieren"),
    ],
)
def test_a_heading_is_called_as_in_a_sentence(heading: str, topic: str) -> None:
    assert topic_in(heading) == topic


@pytest.mark.parametrize(
    "heading",
    [
        "Page 3",
        "Introduction",
        "Table of contents",
        "Other Information",
        "In this handbook",
        "Note 2",
        "References",
        "Documents incorporated by reference",
        "user@example.org",
        "No. of children on",
        "Definition 5 (differential privacy)",
        "3.2",
        "",
        "   ",
        "A heading of so many words that nobody would say it",
    ],
)
def test_what_tells_nothing_is_no_topic(heading: str) -> None:
    assert topic_in(heading) == ""


def test_a_heading_may_be_a_question() -> None:
    assert is_question("How do I clean the window?")
    assert is_question("Was kostet die Miete im Monat?")
    assert not is_question("This is kinda backwards, huh?")
    assert not is_question("Why?")


def test_the_text_has_to_speak_of_it() -> None:
    text = "Rent and deposit\n\nThe rent is 1,140 euros a month. The deposit is paid back."
    assert is_said("rent and deposit", text)
    assert not is_said("related work", "Related work\n\nLanguage models for logical reasoning.")
