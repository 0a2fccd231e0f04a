"""The documents' own words, and what a small model may make of them."""

from pathlib import Path

from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.evidence.finding import Evidence
from prompts.evidence.own_words import (
    keeps_to,
    own_words,
    readable,
    surroundings,
)
from prompts.evidence.table_rows import row_said
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


def said(question: str, found: Evidence) -> list[str]:
    """A row as it is said."""
    return [row_said(read_question(question), found.quote, found.answer.text)]


def test_a_row_that_has_the_number_leads_and_is_not_said_twice() -> None:
    row = evidence("Total assets 7,000 6,500 6,200", "7,000", columns="2021 2020 2019")
    question = read_question("How much are the total assets in 2020?")
    (sentence,) = own_words(question, [row], [row.quote])
    assert sentence.text == "6,500: Total assets 7,000 6,500 6,200 — 2021 2020 2019"
    assert sentence.quotes == (row.quote,)


def test_what_was_copied_reads_as_it_was_meant() -> None:
    text = (
        "Bring these:\n- a hat against\n  the sun\n- water\nIt will be hot, and\nthe way is long."
    )
    quote = evidence(text, "water").quote
    whole = Quote(quote.hit, 10, 10 + len(text), text)
    assert readable(whole) == (
        "Bring these:\n- a hat against the sun\n- water\nIt will be hot, and the way is long."
    )


def test_a_row_is_given_with_its_columns() -> None:
    row = evidence("Total assets 7,000 6,500 6,200", "7,000", columns="| 2021 | 2020 | 2019")
    assert said("How much are the total assets?", row) == [
        "7,000: Total assets 7,000 6,500 6,200 — | 2021 | 2020 | 2019"
    ]


def test_a_row_is_given_without_the_heads_of_hundreds_of_columns() -> None:
    heads = " | ".join(["Hut", *(f"Day {number}" for number in range(300))])
    quote = evidence("North | 7 | 9", "9", columns=heads).quote
    assert readable(quote) == "North | 7 | 9"
    assert readable(evidence("North | 7", "7", columns="Hut | Day").quote) == "Hut | Day\nNorth | 7"


def test_a_row_is_given_with_the_head_that_stands_in_its_passage() -> None:
    text = "Nights\n\nHut | 2024 May | 2024 June\nSouth | 4 | 2\nNorth | 7 | 9"
    of_table = evidence(text, "9").quote
    row = Quote(of_table.hit, 10 + text.index("North"), 10 + len(text), "North | 7 | 9")
    assert readable(row) == "Hut | 2024 May | 2024 June\nNorth | 7 | 9"
    headless = evidence("Ann | 4\nBob | 7\nNorth | 7", "7").quote
    assert readable(Quote(headless.hit, 26, 35, "North | 7")) == "North | 7"


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


def test_a_small_model_may_choose_the_wording_only() -> None:
    assert keeps_to("The ferry costs 12 crowns.", FERRY)
    assert not keeps_to("The ferry costs 13 crowns.", FERRY)
    assert not keeps_to("The ferry is a boat.", FERRY)


def test_a_small_model_may_not_change_where_something_is() -> None:
    sextant = evidence("The sextant is hidden under the third stair.", "under the third stair")
    assert keeps_to("The sextant is under the third stair.", sextant)
    assert not keeps_to("The sextant is hidden in the third stair.", sextant)


def test_a_small_model_sees_the_sentence_and_its_neighbours() -> None:
    text = "One is far off. Two is near. The ferry costs 12 crowns. Four is near. Five is far."
    hit = Hit(1, Path("/a.txt"), "", 1, "", 100, 100 + len(text), "", "", text, 0.9, "both", 0.5)
    start = text.index("The ferry")
    quote = Quote(hit, 100 + start, 100 + start + 27, text[start : start + 27])
    (shown,) = surroundings([Evidence(quote, quote, 0.9, ())])
    assert shown.text == "Two is near. The ferry costs 12 crowns. Four is near."
    assert text[shown.start - 100 : shown.end - 100] == shown.text


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
