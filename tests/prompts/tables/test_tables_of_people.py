"""Tables as people keep them: decimal commas, days, joined heads, rows of the same name."""

from pathlib import Path

import pytest

from localdocs.types import Hit
from prompts.question.question import read_question
from prompts.tables.answer import FromTable, table_answer
from prompts.tables.table import tables_of

EXPENSES = (
    "date | vendor | category | price_eur | paid_by\n"
    "09.04.2025 | Bakery Holm | Catering | 12,50 | Anna Berg\n"
    "11.04.2025 | Rail AG | Travel | 1.234,56 | Jonas Vik\n"
    "02.05.2025 | Deli Ost | Catering | 87,50 | Anna Lund\n"
    "07.05.2025 | Rail AG | Travel | 40,00 | Anna Berg"
)
MEMBERS = (
    "MemberId | Name | Role | JoinedOn | BirthDate | City | Email\n"
    "1 | Petra Sand | board | 2019-05-01 | 1971-02-03 | Kiel | petra@sand.example\n"
    "2 | Olga Lund | team | 2020-04-09 | 1988-11-13 | Bremen | olga@lund.example\n"
    "3 | Petra Sand | team | 2021-04-09 | 1990-01-30 | Lund | p@sand.example\n"
    "4 | Emil Vik | board | 2021-08-17 | 1999-06-12 | Kiel | emil@vik.example"
)
READING = (
    "date | book | pages_read | place\n"
    "2025-04-08 | Dune | 21 | train\n"
    "2025-04-09 | Stoner | 80 | bed\n"
    "2025-05-01 | Dune | 34 | bed\n"
    "2025-05-02 | Emma | 10 | train"
)


def found(question: str, **files: str) -> FromTable | None:
    pages = {Path(f"/docs/{name}.csv"): text for name, text in files.items()}
    hits = [
        Hit(1, path, "", 1, "", 0, len(text), "", "", text, 1.0, "both")
        for path, text in pages.items()
    ]
    tables = tables_of(hits, lambda path, _number: pages[path])
    answer = table_answer(read_question(question), tables, {}, None, hits[0].path)
    for quote in answer.statement.quotes if answer else ():
        assert pages[quote.hit.path][quote.start : quote.end] == quote.text
    return answer


def told(question: str, **files: str) -> str:
    """What is said for certain, else ""."""
    answer = found(question, **files)
    return answer.statement.text if answer and answer.is_told else ""


def nearest(question: str, **files: str) -> str:
    """What is said as the nearest, else ""."""
    answer = found(question, **files)
    return answer.statement.text if answer and not answer.is_told else ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "how much did we spend on catering in total?",
            "price_eur, 2 rows: 12,50 + 87,50 = 100,00",
        ),
        (
            "total of price",
            "price_eur, 4 rows: 12,50 + 1.234,56 + 87,50 + 40,00 = 1.374,56",
        ),
        ("average price of travel", "price_eur, 2 rows: (1.234,56 + 40,00) ÷ 2 = 637,28"),
        ("total spent in April", "price_eur, 2 rows: 12,50 + 1.234,56 = 1.247,06"),
        ("total spent in May 2025", "price_eur, 2 rows: 87,50 + 40,00 = 127,50"),
        ("how much did Anna Berg pay in total", "price_eur, 2 rows: 12,50 + 40,00 = 52,50"),
        ("the largest expense", "Rail AG — price_eur: 1.234,56 (the highest of 4 rows)"),
        ("the smallest expense", "Bakery Holm — price_eur: 12,50 (the lowest of 4 rows)"),
        ("what is the latest expense?", "Rail AG — date: 07.05.2025 (the latest of 4 rows)"),
        ("oldest expense", "Bakery Holm — date: 09.04.2025 (the earliest of 4 rows)"),
        ("what did we pay on 2025-04-11", "Rail AG — price_eur: 1.234,56"),
        ("who paid on April 11?", "Rail AG — paid_by: Jonas Vik"),
    ],
)
def test_expenses_with_decimal_commas_and_days(question: str, answer: str) -> None:
    assert told(question, expenses=EXPENSES) == answer


@pytest.mark.parametrize(
    "question",
    [
        "total spent since 11 April",
        "total spent last month",
        "total of prices over 12 euros",
        "the second largest expense",
        "the three largest expenses",
        "total price per category",
        "average price by category",
        "total spent on yachts",
        "total spent in June",
        "total spent on 11 April 2024",
    ],
)
def test_what_is_not_computed_is_never_certain(question: str) -> None:
    answer = found(question, expenses=EXPENSES)
    assert answer is None or not (answer.is_told or answer.is_computed)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how much did Anna pay in total", "= 140,00"),
        ("which category did we spend most on?", "(the highest of 4 rows)"),
        ("how much did we spend on catering?", "= 100,00"),
    ],
)
def test_what_may_be_meant_otherwise_is_computed_as_the_nearest(question: str, answer: str) -> None:
    assert nearest(question, expenses=EXPENSES).endswith(answer)


def test_a_month_of_several_years_is_not_told() -> None:
    text = EXPENSES.replace("11.04.2025", "11.04.2024")
    assert nearest("total spent in April", expenses=text).endswith("= 1.247,06")
    assert told("total spent in April 2025 on catering", expenses=text).endswith(": 12,50")
    assert told("what did Anna Berg pay on 9 April 2025", expenses=text).endswith(
        "price_eur: 12,50"
    )


def test_two_tables_that_would_say_something_else_are_not_told() -> None:
    other = EXPENSES.replace("12,50", "13,50")
    assert told("total of price", one=EXPENSES, two=EXPENSES)
    assert nearest("total of price", one=EXPENSES, two=other).endswith("= 1.374,56")


def test_a_number_that_may_be_read_in_two_ways_is_not_added() -> None:
    text = "item | amount\nRoof | 1.250\nDoor | 300"
    assert found("total amount of all items", list=text) is None
    assert told("total amount of all items", list=text + "\nGutter | 2,50").endswith("= 1.552,50")


def test_a_word_around_the_table_that_is_in_some_rows_chooses_them_or_all() -> None:
    assert told("total price of catering", expenses=EXPENSES)
    answer = found("total price of catering", catering=EXPENSES)
    assert answer is not None and not answer.is_told


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("email of Olga Lund", "Olga Lund — Email: olga@lund.example"),
        ("what is Emil Vik's birth date", "Emil Vik — BirthDate: 1999-06-12"),
        ("when did Olga Lund join?", "Olga Lund — JoinedOn: 2020-04-09"),
        ("where does Emil Vik live?", "Emil Vik — City: Kiel"),
        ("the newest member", "Emil Vik — JoinedOn: 2021-08-17 (the latest of 4 rows)"),
        ("who joined last?", "Emil Vik — JoinedOn: 2021-08-17 (the latest of 4 rows)"),
        ("who is the oldest member", "Petra Sand — BirthDate: 1971-02-03 (the earliest of 4 rows)"),
    ],
)
def test_heads_of_joined_words(question: str, answer: str) -> None:
    assert told(question, members=MEMBERS) == answer


def test_rows_of_the_same_name_are_both_given_as_the_nearest() -> None:
    assert nearest("email of Petra Sand", members=MEMBERS) == (
        "Petra Sand — Email: petra@sand.example\nPetra Sand — Email: p@sand.example"
    )
    rows = nearest("tell me about Petra Sand", members=MEMBERS).split("\n")
    assert [row[:14] for row in rows[1:]] == ["1 | Petra Sand", "3 | Petra Sand"]


def test_rows_that_say_the_same_say_it_once() -> None:
    text = READING.replace("Dune | 21 | train", "Dune | 34 | bed")
    assert told("how many pages did I read of Dune at a time", reading=text) == ""
    assert told("place of Dune", reading=text) == "Dune — place: bed"
    assert nearest("place of Dune", reading=READING).count("\n") == 1


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("list all board members", "14"),
        ("which members are from Kiel?", "14"),
        ("which members joined in 2021?", "34"),
        ("list the members", "1234"),
    ],
)
def test_all_rows_that_are_asked_for_are_listed(question: str, numbers: str) -> None:
    heads, *rows = told(question, members=MEMBERS).split("\n")
    assert heads.startswith("MemberId | Name")
    assert "".join(row[0] for row in rows) == numbers


def test_rows_in_which_a_word_may_mean_something_else_are_only_the_nearest() -> None:
    assert nearest("which members are from Lund?", members=MEMBERS).count("\n") == 2
    assert nearest("which rows are Petra's?", members=MEMBERS).count("\n") == 2
    assert nearest("list the team", members=MEMBERS, team="Name | Phone\nAnna | 1\nUwe | 2") == (
        "Name | Phone\nAnna | 1\nUwe | 2"
    )


def test_a_list_is_not_looked_for_in_tables_where_other_words_were_found_first() -> None:
    assert told("list the members", members=MEMBERS)
    assert found("list the members", prose="The members meet.", members=MEMBERS) is None


def test_of_many_rows_it_is_said_how_many_there_are() -> None:
    text = "name | town\n" + "\n".join(f"A{number} | Kiel" for number in range(70))
    answer = nearest("list the rows of town Kiel", towns=text)
    assert answer.endswith("(60 of 70 rows)") and answer.count("Kiel") == 60


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("which book did I read on 9 April", "book: Stoner"),
        ("where did I read Stoner", "Stoner — place: bed"),
        ("when did I read Emma", "Emma — date: 2025-05-02"),
        ("total pages of Dune on the train", "Dune, train — pages_read: 21"),
        ("total pages of Stoner on the train", ""),
        ("how many pages did I read in total?", "pages_read, 4 rows: 21 + 80 + 34 + 10 = 145"),
        ("total pages of Dune", "pages_read: 21 (Dune) + 34 (Dune) = 55"),
        ("total pages in bed", "pages_read, 2 rows: 80 + 34 = 114"),
    ],
)
def test_a_reading_log(question: str, answer: str) -> None:
    assert told(question, reading=READING) == answer


def test_a_column_of_hundreds_is_quoted_from_its_first_row_to_its_last() -> None:
    rows = [f"A{number} | {number},50" for number in range(1, 301)]
    answer = found("total cost", costs="item | cost\n" + "\n".join(rows))
    assert answer is not None and answer.is_told
    assert answer.statement.text == "cost, 300 rows: 1,50 + 2,50 + … + 300,50 = 45.300,00"
    (quote,) = answer.statement.quotes
    assert quote.text == "\n".join(rows)


def test_of_a_wide_row_only_what_is_asked_for_is_shown() -> None:
    heads = ["station", *(f"sensor_{number:03}" for number in range(1, 300))]
    north = ["North", *map(str, range(1001, 1300))]
    south = ["South", *map(str, range(2001, 2300))]
    text = "\n".join(" | ".join(row) for row in (heads, north, south))
    assert told("what is sensor 105 at North?", wide=text) == "North — sensor_105: 1105"
    row = nearest("North", wide=text)
    assert row.startswith("North — sensor_001: 1001, ") and row.endswith("… (300 columns)")
    assert row.count("sensor") == 20


@pytest.mark.parametrize(
    "question",
    ["how many members are there in total", "total members of Kiel", "the highest member"],
)
def test_numbers_that_are_names_are_not_computed(question: str) -> None:
    answer = found(question, members=MEMBERS)
    assert answer is None or not (answer.is_told or answer.is_computed)


def test_how_many_rows_there_are_is_not_the_sum_of_their_prices() -> None:
    answer = found("how many expenses did Anna Berg have in total", expenses=EXPENSES)
    assert answer is None or not (answer.is_told or answer.is_computed)
