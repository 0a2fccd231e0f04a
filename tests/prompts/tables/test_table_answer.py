"""Cells by their row and head, and what is computed of them, with quotes of the rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.question.question import read_question
from prompts.tables.answer import SURE_OF_A_ROW, FromTable, side_by_side, table_answer
from prompts.tables.table import over_pages, tables_of

BOATS = (
    "Boat | Berth | Length | Launched\n"
    "Sea Lark | 4 | 7.20 m | 2011-05-03\n"
    "Old Ida | 12 | 11.00 m | 1998-09-21\n"
    "Petrel | 4 | 6.50 m | 2019-02-11"
)
VISITORS = (
    "Museum | 2022 Summer | 2022 Winter | 2023 Summer | 2023 Winter\n"
    "Harbour museum | 41 | 12 | 47 | 15\n"
    "Glass works | 88 | 30 | 91 | 28"
)
BILLS = "Paid on | Bill | Cost\n2025-03-01 | Roof | $1,250.00\n2025-04-11 | Gutter | $310.50"
STATEMENT = "2017 2016 2015\nMembers at end of period 3,383 4,114 4,904\nCosts (12) (14) (20)"
ROSTER = "Day | Shift | Warden\nTuesday | early | Cleo\nTuesday | late | Dario"
HALLS = "Hall | Ward | Seats\nElm | Upper Mill | 90\nOak | Lower Mill | 120\nYew | Lower Mill | 80"


def found(text: str, question: str, title: str = "", pointed_to: str = "") -> FromTable | None:
    hit = Hit(
        1, Path("/docs/x.csv"), title, 1, "", 0, len(text), "", "", text, 1.0, "both"
    )  # fmt: skip
    tables = tables_of([hit], lambda _path, _number: text)
    at = text.index(pointed_to)
    place = Quote(hit, at, at + len(pointed_to), pointed_to) if pointed_to else None
    return table_answer(read_question(question), tables, {}, place)


def said(text: str, question: str, title: str = "") -> str:
    """What is said, "" where there is nothing; every quote is the page's own words."""
    answer = found(text, question, title)
    if answer is None:
        return ""
    for quote in answer.statement.quotes:
        assert text[quote.start : quote.end] == quote.text
    return answer.statement.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the berth of the Sea Lark?", "Sea Lark — Berth: 4"),
        ("length of old ida", "Old Ida — Length: 11.00 m"),
        ("When was Petrel launched?", "Petrel — Launched: 2019-02-11"),
        ("when was the petrel bought", ""),
    ],
)
def test_the_cell_below_the_head_that_is_named(question: str, answer: str) -> None:
    assert said(BOATS, question) == answer


def test_a_head_of_several_words_is_the_one_with_most_of_them() -> None:
    assert said(VISITORS, "visitors of the glass works in winter 2022", "visitors") == (
        "Glass works — 2022 Winter: 30"
    )


def test_what_something_costs_is_its_price_and_when_wants_a_day() -> None:
    assert said(BILLS, "How much was the roof?") == "Roof — Cost: $1,250.00"
    assert said(BILLS, "When was the gutter paid?") == "Gutter — Paid on: 2025-04-11"


def test_where_no_column_is_named_the_row_is_given_whole() -> None:
    assert said(BOATS, "What about Petrel?") == (
        "Petrel — Berth: 4, Length: 6.50 m, Launched: 2019-02-11"
    )


def test_two_rows_that_are_as_good_are_none() -> None:
    assert said(BOATS, "What lies at berth 4?") == ""


def test_a_name_that_no_row_has_is_not_answered_with_another() -> None:
    assert said(BOATS, "What is the length of the Sea Otter?") == ""


def test_a_row_that_knows_half_of_the_question_needs_the_reader_to_point_to_it() -> None:
    question = "how long is the old ida from bow to stern"
    assert found(BOATS, question) is None
    answer = found(BOATS, question, pointed_to="11.00")
    assert answer is not None and not answer.is_whole
    assert answer.statement.text == "Old Ida — Berth: 12, Length: 11.00 m, Launched: 1998-09-21"


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            BOATS,
            "How much longer is Old Ida than Petrel in length?",
            "Length: 11.00 m (Old Ida) − 6.50 m (Petrel) = 4.50 m",
        ),
        (
            BILLS,
            "difference in cost between roof and gutter",
            "Cost: $1,250.00 (Roof) − $310.50 (Gutter) = $939.50",
        ),
        (
            BILLS,
            "what is the ratio of cost of gutter to roof",
            "Cost: $310.50 (Gutter) ÷ $1,250.00 (Roof) = 0.25",
        ),
        (BILLS, "total cost of all bills", "Cost, 2 rows: $1,250.00 + $310.50 = $1,560.50"),
        (BILLS, "average cost", "Cost, 2 rows: ($1,250.00 + $310.50) ÷ 2 = $780.25"),
        (
            VISITORS,
            "By how much did the glass works grow from summer 2022 to summer 2023?",
            "Glass works: 91 (2023 Summer) − 88 (2022 Summer) = 3",
        ),
        (
            STATEMENT,
            "how many members did it lose from the end of 2015 to the end of 2017",
            "Members at end of period: 4,904 (2015) − 3,383 (2017) = 1,521",
        ),
        (
            STATEMENT,
            "growth of members from 2016 to 2017 in percent",
            "Members at end of period: (3,383 (2017) − 4,114 (2016)) ÷ 4,114 = −17.8 %",
        ),
    ],
)
def test_what_is_computed_is_shown_as_a_formula(text: str, question: str, answer: str) -> None:
    assert said(text, question) == answer


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (BOATS, "Which boat has the greatest length?", "Old Ida — Length: 11.00 m"),
        (BOATS, "Which boat was launched first?", "Old Ida — Launched: 1998-09-21"),
        (BOATS, "the boat with the lowest berth", "Sea Lark, Petrel — Berth: 4"),
        (BILLS, "the cheapest bill", "Gutter — Cost: $310.50"),
        (HALLS, "Which hall has most seats?", "Oak — Seats: 120"),
        (
            HALLS,
            "which hall in upper mill has the fewest seats",
            "Elm — Ward: Upper Mill, Seats: 90",
        ),
        (ROSTER, "Who is the warden on Tuesday late?", "Tuesday, late — Warden: Dario"),
        (HALLS, "which hall in lower mill has the fewest seats", "Yew — Seats: 80"),
        (HALLS, "What is the largest risk?", ""),
    ],
)
def test_the_largest_and_the_smallest_of_a_column(text: str, question: str, answer: str) -> None:
    assert said(text, question).partition(" (the ")[0] == answer


def test_how_many_rows_were_compared_is_said_and_every_tied_row_quoted() -> None:
    answer = found(HALLS, "which hall in lower mill has the most seats")
    assert answer is not None
    assert answer.statement.text.endswith("(the highest of 2 rows)")
    tied = found(BOATS, "the boat with the lowest berth")
    assert tied is not None and len(tied.statement.quotes) == 2


def test_different_units_are_not_added() -> None:
    text = "Item | Cost\nRoof | $5\nGutter | €7"
    assert said(text, "total cost of all items") == ""
    assert said(text, "the cheapest item") == ""


def test_of_records_without_heads_the_row_is_given_as_it_stands() -> None:
    text = "2025-03-01 | Roof | 1,250\n2025-04-11 | Gutter | 310"
    assert said(text, "How much was the roof?") == "2025-03-01 | Roof | 1,250"


def test_a_row_of_figures_is_given_with_the_cell_of_the_year() -> None:
    assert said(STATEMENT, "the costs in 2016") == ("(14): Costs (12) (14) (20) — 2017 2016 2015")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was the disk full?", "ERROR disk full — Date: 2025-03-01 10:00:01"),
        ("what was on 2025-03-02, was the fan slow", "WARN fan slow — 2025-03-02 08:15:44"),
    ],
)
def test_a_line_that_begins_with_a_day_is_a_record(question: str, answer: str) -> None:
    log = "2025-03-01 10:00:01 ERROR disk full\n2025-03-01 10:02:10 INFO cleaned\n"
    assert said(log + "2025-03-02 08:15:44 WARN fan slow", question) == answer


GAPS = "Pump | Price | Note\nAlpha | 90 |\nBeta | 40 | loud\nGamma | 300 |"


def test_a_row_whose_last_cell_is_empty_counts() -> None:
    assert said(GAPS, "total price of all pumps").endswith("90 + 40 + 300 = 430")
    assert said(GAPS, "most expensive pump") == "Gamma — Price: 300 (the highest of 3 rows)"
    assert said(GAPS, "price of Gamma") == "Gamma — Price: 300"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Bill | Amount | Currency\nRoof | 5 | EUR\nDoor | 7 | USD", "total amount of all bills"),
        ("Bill | Amount | Currency\nRoof | 5 | EUR\nDoor | 7 | USD", "the largest amount"),
        (HALLS, "total seats of halls not in Upper Mill"),
        ("Item | Cost\nRoof | 5\nDoor | 7 | odd", "total cost of all items"),
    ],
)
def test_what_cannot_be_told_is_not_computed(text: str, question: str) -> None:
    assert "=" not in said(text, question) and "the highest" not in said(text, question)


def test_whether_the_fastest_has_most_or_least_is_not_told() -> None:
    text = "Runner | Time s\nAnn | 61\nBob | 58"
    assert said(text, "which runner was the fastest") == ""


def test_a_row_whose_column_is_not_told_is_never_sure() -> None:
    row, cell = found(BOATS, "who bought Petrel"), found(BOATS, "the length of Petrel")
    assert cell is not None and cell.sure == 1
    assert row is None or row.sure <= SURE_OF_A_ROW
    whole = found(BOATS, "What about Petrel?")
    assert whole is not None and whole.is_whole and whole.sure == SURE_OF_A_ROW


def test_the_sides_of_a_comparison_are_a_line_each() -> None:
    sides = [found(BOATS, "the length of Petrel"), found(BOATS, "the length of Old Ida")]
    both = side_by_side([side for side in sides if side])
    assert both.statement.text == "Petrel — Length: 6.50 m\nOld Ida — Length: 11.00 m"
    assert len(both.statement.quotes) == 2


FORM = (
    "Registration\n\nName of the boat: Kittiwake\nBorrower: Orla\n\n"
    "Harbour: Northquay\nuser = harbour\n"
    "Length = 7.85 m\nhttp://harbour.example/a\n10:30 departure\nWinter storage: [ ]"
)


@pytest.mark.parametrize(
    ("question", "answer", "is_told"),
    [
        ("What is the name of the boat?", "Name of the boat: Kittiwake", True),
        ("Which harbour was chosen?", "Harbour: Northquay", True),
        ("length?", "Length: 7.85 m", True),
        ("who borrowed it", "Borrower: Orla", True),
        ("which user is given", "user: harbour", True),
        ("What is the boat's name?", "Name of the boat: Kittiwake", True),
        ("boat", "Name of the boat: Kittiwake", False),
        ("Is winter storage wanted?", "", False),
        ("departure", "", False),
        ("example", "", False),
    ],
)
def test_the_value_of_a_label(question: str, answer: str, is_told: bool) -> None:
    value = found(FORM, question)
    assert (value.statement.text if value else "") == answer
    assert (value is not None and value.is_told) == is_told


def test_one_label_in_prose_is_no_form() -> None:
    assert found("Note: the ferry does not sail.\n\nIt rained.", "What is the note?") is None


def test_a_label_that_two_forms_have_is_not_told() -> None:
    assert found("Total: 3 euros\nTax: 1 euro\n\nTotal: 9 euros\nTax: 2 euros", "total?") is None


TOOLS = "Tool | Shelf | Price | Weight\nPlane | 3 | 48.50 | 2.1 kg\nRasp | 5 | 9.90 | 0.4 kg"


def test_a_label_that_the_reader_sees_elsewhere_is_not_told() -> None:
    form = "Place: Harbour hall\nTreasurer: Ann Veld\nNext meeting: 8 April, 19:30"
    answer = found(form, "next meeting")
    assert answer is not None and answer.statement.text.endswith("8 April, 19:30")
    hit = Hit(1, Path("/docs/new.txt"), "", 1, "", 0, 99, "", "", "", 1.0, "both")
    newer = "Next meeting: 13 May, 19:30, at Gwen's house."
    tables = tables_of([replace(hit, path=Path("/docs/x.csv"), text=form)], lambda *_: form)
    place = Quote(hit, 0, len(newer), newer)
    assert table_answer(read_question("next meeting"), tables, {}, place) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how heavy is the plane?", "Plane — Weight: 2.1 kg"),
        ("which tool is the heaviest", "Plane — Weight: 2.1 kg (the highest of 2 rows)"),
        ("the lightest tool?", "Rasp — Weight: 0.4 kg (the lowest of 2 rows)"),
        ("which tool is cheapest", "Rasp — Price: 9.90 (the lowest of 2 rows)"),
    ],
)
def test_an_adjective_asks_for_the_column_that_measures_it(question: str, answer: str) -> None:
    value = found(TOOLS, question)
    assert value is not None and value.statement.text == answer
    assert value.is_told


def test_what_no_column_measures_is_not_told() -> None:
    value = found(TOOLS, "how long is the plane?")
    assert value is None or not value.is_told


TAX = "Item | Amount | Paid\nDentist | 120.00 | yes\nDentist | 95.50 | no\nOptician | 80.00 | yes"


@pytest.mark.parametrize(
    "question",
    ["total paid to the dentist", "what is the highest amount paid?", "sum of paid items"],
)
def test_a_column_of_yes_and_no_chooses_rows_and_nothing_is_computed(question: str) -> None:
    value = found(TAX, question)
    assert value is None or not value.is_told


def test_without_it_all_rows_are_computed() -> None:
    assert said(TAX, "total amount of the dentist").endswith("= 215.50")


RECEIPT = (
    "Cordless drill CD-18 | 89.90\nWall plugs 8 mm | 4.20\nIbuprofen 400 mg, 50 tablets | 6.95\n"
    "TOTAL | 101.05"
)
ASSESSMENT = "Total income | 48,210.00\nIncome tax | 9,376.00\nRefund | 484.00"


@pytest.mark.parametrize(
    ("text", "question", "answer", "is_told"),
    [
        (RECEIPT, "what did I pay for the cordless drill?", "Cordless drill CD-18 | 89.90", True),
        (RECEIPT, "price of the ibuprofen", "Ibuprofen 400 mg, 50 tablets | 6.95", False),
        (RECEIPT, "how much did i spend", "TOTAL | 101.05", False),
        (RECEIPT, "what did I pay for the hammer?", "", False),
        (ASSESSMENT, "how much do i get back", "Refund | 484.00", False),
        (ASSESSMENT, "how much income tax was it", "Income tax | 9,376.00", True),
        ("Employee stock options | 12\nLeases | 4", "how many employees", "", False),
    ],
)
def test_a_label_with_its_amount(text: str, question: str, answer: str, is_told: bool) -> None:
    found_there = found(text, question)
    assert (found_there.statement.text if found_there else "") == answer
    assert (found_there is not None and found_there.is_told) == is_told


def test_of_one_piece_the_price_is_the_amount() -> None:
    heads = "Item | Units | Price | Amount"
    bill = f"{heads}\nPlaster cast | 1 | 112.50 | 112.50\nVisit | 2 | 45.00 | 90.00"
    assert said(bill, "what did the plaster cast cost") == "Plaster cast — Price: 112.50"
    answer = found(bill, "what did the visit cost")
    assert answer is not None and not answer.is_told


SIGNALS = "Size | Rate | Cable\n1920x1080 | 60/P | thick\n1920x1080 | 60/I | thin or thick"


def test_a_code_is_meant_as_it_stands() -> None:
    answer = found(SIGNALS, "which cable for 1920x1080 60/P")
    assert answer is not None
    assert answer.statement.text == "1920x1080, 60/P — Cable: thick"


DUTIES = (
    "Date | Duty\nMay 2, 2025 | Clean the sluice\nMay 9, 2025 | Rent is due\n"
    "May 12, 2025 | Rent of the saw mill is looked over"
)


@pytest.mark.parametrize("pointed_to", ["Rent is due", "Rent of the saw mill"])
def test_the_reader_may_point_to_another_row_of_the_table(pointed_to: str) -> None:
    answer = found(DUTIES, "when is our spring rent due", pointed_to=pointed_to)
    assert answer is not None and answer.statement.text == "Rent is due — May 9, 2025"
    assert found(DUTIES, "when is our spring rent due") is None


def test_an_empty_cell_keeps_its_column() -> None:
    text = "Mill | Miller | Owner\nUpper | Ulf | Ida Birk\nPaper | | Eva Falk\nSaw | Jon |"
    assert said(text, "Who is the owner of the paper mill?") == "Paper — Owner: Eva Falk"
    assert said(text, "Who is the owner of the saw mill?") == "Saw — Owner: empty"


def test_rows_alike_do_not_tell_how_something_is_done() -> None:
    text = "Fault | Do\nRacing wheel | Grease the hub\nHumming wheel | Grease the hub"
    assert found(text, "which fault: grease the hub") is not None
    assert found(text, "how do i grease the hub") is None


PAGES = {
    1: "Our things, page 1\n\nItem | Price\nKettle | 549.00\nPan | 30.00",
    2: "Our things, page 2\n\nItem | Price\nSpoon | 3.00\nFork | 42.00",
    3: "Our things, page 3\n\nItem | Weight\nAnvil | 900.00",
}


@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what was the most expensive item", "Kettle — Price: 549.00 (the highest of 4 rows)"),
        ("what was the cheapest item", "Spoon — Price: 3.00 (the lowest of 4 rows)"),
        (
            "what do all items cost together",
            "Price, 4 rows: 549.00 + 30.00 + 3.00 + 42.00 = 624.00",
        ),
    ],
)
def test_a_table_is_computed_over_all_its_pages(page: int, question: str, answer: str) -> None:
    text = PAGES[page]
    start = text.index("Item")
    hit = Hit(1, Path("/x.pdf"), "", page, "", start, len(text), "", "", text[start:], 1.0, "both")

    def page_text(_: Path, number: int) -> str | None:
        return PAGES.get(number)

    tables = over_pages(tables_of([hit], page_text), page_text)
    found_there = table_answer(read_question(question), tables, {})
    assert found_there is not None and found_there.statement.text == answer
    for quote in found_there.statement.quotes:
        assert PAGES[quote.hit.page_number][quote.start : quote.end] == quote.text


def whole_rows(pages: dict[int, str], *numbers: int) -> list[int]:
    """How many rows the tables have that hits on these pages are a part of, over all pages."""
    hits = [
        Hit(n, Path("/x"), "", n, "", 0, len(pages[n]), "", "", pages[n], 1.0, "both")
        for n in numbers
    ]
    tables = over_pages(
        tables_of(hits, lambda _, number: pages[number]), lambda _, number: pages.get(number)
    )
    return [len(table.rows) for table in tables]


def test_a_table_that_several_hits_are_of_is_one() -> None:
    assert whole_rows(PAGES, 1, 2, 3) == [4, 1]


def test_what_only_has_the_same_heads_does_not_go_on() -> None:
    heads = "Item | Price"
    invoices = {
        1: f"Invoice of the mill\n\n{heads}\nDoor | 10.00\nRoof | 20.00\n\nThank you.",
        2: f"Invoice of the school\n\n{heads}\nDesk | 30.00\nLamp | 40.00",
    }
    assert whole_rows(invoices, 1) == [2]
    assert whole_rows(invoices, 2) == [2]
    orders = {
        1: f"{heads}\nA | 1\nB | 2\n\nSecond order\n\n{heads}\nC | 3\nD | 4",
        2: f"{heads}\nE | 5\nF | 6",
    }
    assert whole_rows(orders, 2) == [4]


def test_long_tables_over_pages_are_added_up() -> None:
    pages = {
        page: "\n".join(["Item | Price", *(f"Thing {page}-{n} | {n}.00" for n in range(1, 10))])
        for page in (1, 2)
    }
    hit = Hit(1, Path("/x"), "", 1, "", 0, len(pages[1]), "", "", pages[1], 1.0, "both")
    tables = over_pages(tables_of([hit], lambda _, n: pages[n]), lambda _, n: pages.get(n))
    answer = table_answer(read_question("what do all items cost together"), tables, {})
    assert answer is not None and "18 rows" in answer.statement.text
    assert answer.statement.text.endswith("= 90.00")
    quotes = answer.statement.quotes
    assert [quote.hit.page_number for quote in quotes] == [1, 2]
    assert all(pages[q.hit.page_number][q.start : q.end] == q.text for q in quotes)


def test_a_row_of_two_columns_may_lack_one() -> None:
    rows = "A one | 1.00\nB two | 2.00\nC three |\nD four | 4.00\nE five | 5.00"
    text = f"Item | Price\n{rows}"
    assert said(text, "what was the most expensive item").startswith("E five — Price: 5.00")


def test_a_total_is_not_added_to_its_own_parts() -> None:
    text = "Car inspection | 94.00\nOil change | 215.70\nTOTAL EUR | 309.70"
    answer = found(text, "what is the total for the car")
    assert answer is None or "403.70" not in answer.statement.text


def test_a_row_without_a_price_is_not_counted() -> None:
    prices = {"Kettle": "549.00", "Saw": "", "Pan": "30.00", "Fork": "3.00", "Lamp": "12.00"}
    text = "\n".join(["Item | Price | Shop", *(f"{n} | {p} | Rud" for n, p in prices.items())])
    question = "what was the most expensive item"
    assert said(text, question) == "Kettle — Price: 549.00 (the highest of 4 rows)"
    answer = found(text, "what do all items cost together")
    assert answer is not None and not answer.is_told
    assert answer.statement.text.startswith("Price, 4 rows: ")
