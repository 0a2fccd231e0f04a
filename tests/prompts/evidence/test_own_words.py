"""The documents' own words, and what a small model may make of them."""

from pathlib import Path

import pytest

from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.evidence.finding import Evidence
from prompts.evidence.own_words import keeps_to, lies_on, own_words, said_otherwise, surroundings
from prompts.question.question import read_question


def evidence(
    text: str, answer: str, likelihood: float = 0.8, *, name: str = "a.txt", columns: str = ""
) -> Evidence:
    """Evidence whose quote is the line of ``text`` that holds ``answer``."""
    hit = Hit(
        1, Path("/docs") / name, "", 3, "", 10, 10 + len(text), "", columns, text, 0.9, "both", 0.5
    )  # fmt: skip
    at = text.index(answer)
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at) if "\n" in text[at:] else len(text)
    place = Quote(hit, 10 + at, 10 + at + len(answer), answer)
    return Evidence(place, Quote(hit, 10 + start, 10 + end, text[start:end]), likelihood, ())


FERRY = evidence("The ferry costs 12 crowns a ride.", "12 crowns")


def said(question: str, *found: Evidence) -> list[str]:
    sentences = own_words(read_question(question), found)
    assert all(sentence.quote for sentence in sentences)
    return [sentence.text for sentence in sentences]


@pytest.mark.parametrize(
    "question", ["How much is the ferry?", "What is the price of the ferry?", "Which fare is it?"]
)
def test_a_fact_is_given_as_its_words(question: str) -> None:
    assert said(question, FERRY) == ["12 crowns"]


@pytest.mark.parametrize(
    ("text", "answer", "said_as"),
    [
        ("Up to six hens may be kept.", "six", "Up to six hens"),
        ("We had approximately 566,000 employees.", "566,000", "Approximately 566,000 employees"),
        ("It opened in 1911 and closed.", "1911", "1911"),
        ("The code is seven.", "seven", "Seven"),
        ("It was built by Tomas Veland.", "Tomas Veland", "Tomas Veland"),
        ("At least 12 crowns.", "12 crowns", "At least 12 crowns"),
        ("The code is QX7-418.", "QX7-418", "QX7-418"),
    ],
)
def test_a_number_keeps_its_limit_and_what_it_counts(text: str, answer: str, said_as: str) -> None:
    assert said("How many?", evidence(text, answer)) == [said_as]


@pytest.mark.parametrize(
    "question", ["Is the ferry dear?", "Why is it so?", "Describe the fare.", "How do I pay?"]
)
def test_anything_else_is_given_as_its_sentence(question: str) -> None:
    assert said(question, FERRY) == ["The ferry costs 12 crowns a ride."]


def test_a_row_is_given_with_its_columns() -> None:
    row = evidence("Total assets 7,000 6,500 6,200", "7,000", columns="| 2021 | 2020 | 2019")
    assert said("How much are the total assets?", row) == [
        "7,000: Total assets 7,000 6,500 6,200 — | 2021 | 2020 | 2019"
    ]


def test_the_year_that_is_asked_for_chooses_the_cell() -> None:
    row = evidence("Total assets 7,000 6,500 6,200", "7,000", columns="2021 2020 2019")
    (text,) = said("How much are the total assets in 2020?", row)
    assert text == "6,500: Total assets 7,000 6,500 6,200 — 2021 2020 2019"


def test_a_year_that_the_heads_do_not_tell_names_no_cell() -> None:
    row = evidence("Total assets 7,000 6,500 6,200", "7,000", columns="in millions")
    (text,) = said("How much are the total assets in 2020?", row)
    assert text == "Total assets 7,000 6,500 6,200 — in millions"


def test_no_cell_is_named_where_none_is_pointed_to() -> None:
    row = evidence("Total assets 7,000 6,500 6,200", "7,000 6,500", columns="2021 2020 2019")
    (text,) = said("How much are the total assets?", row)
    assert text == "Total assets 7,000 6,500 6,200 — 2021 2020 2019"


def test_a_row_without_columns_takes_the_lines_above_that_say_when() -> None:
    text = (
        "The income was flat, as it was before in all of these long and tedious years.\n"
        "Three Months Ended March 31,\n2023 2022\nIncome 7,000 6,500"
    )
    row = evidence(text, "7,000")
    assert said("How much was the income?", row) == [
        "7,000: Income 7,000 6,500 — Three Months Ended March 31, 2023 2022"
    ]


def test_several_figures_are_no_fact() -> None:
    row = evidence("As a share of all revenue that was 3% 3% in both years", "3% 3%")
    assert said("How many per cent?", row) == [row.quote.text]


def test_a_list_is_gathered_within_a_document() -> None:
    items = [
        evidence("Apples are kept in the cellar.", "Apples", 0.9),
        evidence("Pears are kept in the cellar.", "Pears", 0.8),
        evidence("Plums are kept in the attic.", "Plums", 0.8, name="b.txt"),
        evidence("Quinces are rare.", "Quinces", 0.1),
    ]
    assert said("Which fruits are kept?", *items) == ["Apples", "Pears"]
    assert said("Where is the fruit?", *items) == ["Apples"]


def test_another_document_that_differs_is_told() -> None:
    other = evidence("The ferry costs 15 crowns a ride.", "15 crowns", 0.75, name="b.txt")
    assert said_otherwise(read_question("How much is the ferry?"), [FERRY, other]) == other
    unlikely = evidence("The ferry costs 15 crowns a ride.", "15 crowns", 0.2, name="b.txt")
    assert said_otherwise(read_question("How much is the ferry?"), [FERRY, unlikely]) is None
    agreeing = evidence("A ride is 12 crowns.", "12 crowns", 0.75, name="b.txt")
    assert said_otherwise(read_question("How much is the ferry?"), [FERRY, agreeing]) is None


def test_a_small_model_may_choose_the_wording_only() -> None:
    assert keeps_to("The ferry costs 12 crowns.", FERRY)
    assert not keeps_to("The ferry costs 13 crowns.", FERRY)
    assert not keeps_to("The ferry is a boat.", FERRY)


def test_a_small_model_sees_the_sentence_and_its_neighbours() -> None:
    text = "One is far off. Two is near. The ferry costs 12 crowns. Four is near. Five is far."
    hit = Hit(1, Path("/a.txt"), "", 1, "", 100, 100 + len(text), "", "", text, 0.9, "both", 0.5)
    start = text.index("The ferry")
    quote = Quote(hit, 100 + start, 100 + start + 27, text[start : start + 27])
    (shown,) = surroundings([Evidence(quote, quote, 0.9, ())])
    assert shown.text == "Two is near. The ferry costs 12 crowns. Four is near."
    assert text[shown.start - 100 : shown.end - 100] == shown.text


def test_a_quote_lies_on_likely_evidence_only() -> None:
    hit = FERRY.quote.hit
    assert lies_on(Quote(hit, 12, 20, ""), [FERRY], 0.5)
    assert not lies_on(Quote(hit, 12, 20, ""), [FERRY], 0.9)
    assert not lies_on(Quote(hit, 90, 95, ""), [FERRY], 0.5)


def test_who_asks_for_a_list_is_not_told_how_many_there_are() -> None:
    text = "We sell in three kinds of shop: kiosks, markets and boats."
    assert said("What are the kinds of shop?", evidence(text, "three")) == [text]
    assert said("Which kinds are there?", evidence(text, "kiosks, markets and boats")) == [
        "Kiosks, markets and boats"
    ]


def test_heads_one_below_the_other_are_one_line() -> None:
    text = (
        "Three Months Ended Nine Months Ended\nJuly 1,\n2023\nJune 25,\n2022\nJuly 1,\n2023\n"
        "June 25,\n2022\nCosts 40 41 42 43\nSales 10 11 12 13"
    )
    (said_as,) = said("What were the sales in the quarter to July 2023?", evidence(text, "11"))
    assert said_as.startswith(
        "10: Sales 10 11 12 13 — Three Months Ended Nine Months Ended July 1,"
    )


def test_who_asks_whether_gets_the_row_alone() -> None:
    row = evidence("Total assets 7,000 6,500 6,200", "7,000", columns="2021 2020 2019")
    (text,) = said("Did the total assets rise in 2021?", row)
    assert text == "Total assets 7,000 6,500 6,200 — 2021 2020 2019"


def test_a_person_is_named_without_what_he_does() -> None:
    text = "I, Tomas Veland, certify this report."
    assert said("Who certifies it?", evidence(text, "Tomas Veland, certify")) == ["Tomas Veland"]


def test_most_of_a_sentence_is_said_as_the_sentence() -> None:
    text = "The pilot's misjudged clearance over obstacles at dusk."
    assert said("What was the cause?", evidence(text, "The pilot's misjudged clearance")) == [text]
    assert said("What was misjudged?", evidence(text, "clearance")) == ["Clearance"]
