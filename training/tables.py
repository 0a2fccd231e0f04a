"""Small tables and questions about them, made up with a seed: no data set has any.

A table is written as localdocs passages write one: a header row, then rows, cells divided by " | ".
Names and figures are drawn at random, so nothing true can be learned from them but how to read.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from localdocs.languages.english import MONTHS
from training.questions import Question, Span

SEED = 7

_STARTS = "Al Bor Cas Del Esk Fal Gran Har Ist Jun Kel Lor Mar Nor Or Pel Quin Ros Sel Tar Ul Ver"
_ENDS = "ano berg chester dale era field ford gate holm ian land mont ness ona port ridge son ton"
_YEARS = [str(year) for year in range(1988, 2027)]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the rows are; attributes with the unit that a question may name."""

    row: str
    attributes: dict[str, str]


_KINDS = [
    _Kind("Company", {"Revenue": "money", "Net income": "money", "Employees": "count",
                      "Founded": "year", "Headquarters": "place", "Chief executive": "person"}),
    _Kind("Product", {"Price": "money", "Weight": "kg", "Warranty": "months", "In stock": "count",
                      "Colour": "colour", "Maker": "place"}),
    _Kind("City", {"Population": "count", "Area": "km2", "Mayor": "person", "Founded": "year"}),
    _Kind("Employee", {"Department": "department", "Salary": "money", "Start date": "date",
                       "Office": "place", "Extension": "short"}),
    _Kind("Item", {"2021": "money", "2022": "money", "2023": "money", "2024": "money"}),
    _Kind("Course", {"Teacher": "person", "Room": "short", "Credits": "small", "Day": "day"}),
]  # fmt: skip
_ITEMS = (
    "Net sales|Cost of sales|Gross profit|Operating income|Total assets|Total liabilities|"
    "Research and development|Income taxes|Interest expense|Inventories|Accounts payable|"
    "Accounts receivable|Capital expenditures|Dividends paid|Depreciation and amortization|"
    "Goodwill|Long-term debt|Cash and cash equivalents|Retained earnings|Marketing expenses"
).split("|")
_WORDS = {
    "colour": "red blue green black white silver grey orange".split(),
    "department": "Sales Research Legal Finance Logistics Support Design Purchasing".split(),
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday".split(),
    "course": "Algebra Biology Chemistry Drawing Economics French Geometry History".split(),
}


def make_tables(count: int) -> list[Question]:
    """``count`` questions; about every fourth asks for something that the table does not hold."""
    dice = random.Random(SEED)
    questions: list[Question] = []
    while len(questions) < count:
        questions += _questions_on_one_table(dice, f"table {len(questions)}")
    return questions[:count]


def _questions_on_one_table(dice: random.Random, group: str) -> list[Question]:
    kind = dice.choice(_KINDS)
    wanted = dice.randint(2, len(kind.attributes))
    drawn = dice.sample([*kind.attributes], wanted)
    columns = [name for name in kind.attributes if name in drawn]
    names = _row_names(dice, kind.row, dice.randint(3, 9))
    rows, absent = names[:-1], names[-1]
    passage = " | ".join([kind.row, *columns])
    cells: dict[tuple[str, str], Span] = {}
    for row in rows:
        passage += f"\n{row}"
        for column in columns:
            value = _value(dice, kind.attributes[column])
            cells[row, column] = Span(len(passage) + 3, len(passage) + 3 + len(value))
            passage += f" | {value}"
    title = dice.choice(["", "", f"{kind.row} overview", "Summary of figures", "Annex A"])
    missing = [name for name in kind.attributes if name not in columns]
    made = []
    for _ in range(3):
        row, column = dice.choice(rows), dice.choice(columns)
        span = (cells[row, column],)
        made.append(Question(_ask(dice, row, column), passage, title, span, "tables", group))
    column = dice.choice(missing) if missing and dice.random() < 0.5 else ""
    row = dice.choice(rows) if column else absent
    text = _ask(dice, row, column or dice.choice(columns))
    made.append(Question(text, passage, title, (), "tables", group))
    return made


def _row_names(dice: random.Random, row: str, count: int) -> list[str]:
    if row == "Item":
        return dice.sample(_ITEMS, count)
    if row == "Course":
        return dice.sample(_WORDS["course"], min(count, len(_WORDS["course"])))
    names: set[str] = set()
    while len(names) < count:
        name = made_up_name(dice)
        if row == "Company":
            name += dice.choice([" Inc.", " Ltd", " Group", " & Sons", ""])
        elif row == "Employee":
            name = f"{made_up_name(dice)} {made_up_name(dice)}"
        elif row == "Product":
            name += f" {dice.randint(2, 900)}"
        names.add(name)
    return dice.sample(sorted(names), count)


def made_up_name(dice: random.Random) -> str:
    """Of a place, a company or a person."""
    return dice.choice(_STARTS.split()) + dice.choice(_ENDS.split())


def _value(dice: random.Random, unit: str) -> str:
    if unit in _WORDS:
        return dice.choice(_WORDS[unit])
    number = dice.randint(1, 10 ** dice.randint(2, 6))
    return {
        "money": f"{dice.choice(['$', '', '€'])}{number:,}",
        "count": f"{number:,}",
        "year": dice.choice(_YEARS),
        "place": made_up_name(dice),
        "person": f"{made_up_name(dice)} {made_up_name(dice)}",
        "kg": f"{number % 900 / 10} kg",
        "months": f"{dice.choice([6, 12, 18, 24, 36])} months",
        "km2": f"{number % 9000} km²",
        "date": f"{dice.randint(1, 28)} {dice.choice(MONTHS)} {dice.choice(_YEARS)}",
        "short": f"{dice.choice('ABCDE')}{dice.randint(1, 99)}",
        "small": str(dice.randint(1, 12)),
    }[unit]


def _ask(dice: random.Random, row: str, column: str) -> str:
    if column.isdigit():
        return dice.choice([
            f"What was {row.lower()} in {column}?",
            f"How much was the {row.lower()} in {column}?",
            f"{row} {column}",
        ])  # fmt: skip
    name = column.lower()
    special = {
        "founded": f"When was {row} founded?",
        "headquarters": f"Where is {row} based?",
        "employees": f"How many employees does {row} have?",
        "chief executive": f"Who leads {row}?",
        "price": f"How much does {row} cost?",
        "weight": f"How heavy is {row}?",
        "population": f"How many people live in {row}?",
        "area": f"How large is {row}?",
        "mayor": f"Who is the mayor of {row}?",
        "department": f"Which department does {row} work in?",
        "salary": f"How much does {row} earn?",
        "start date": f"When did {row} start?",
        "teacher": f"Who teaches {row}?",
        "room": f"In which room is {row} taught?",
        "day": f"On which day is {row}?",
    }
    plain = [f"What is the {name} of {row}?", f"{row} {name}", f"What {name} does {row} have?"]
    return dice.choice([special.get(name, plain[0]), plain[0], dice.choice(plain)])
