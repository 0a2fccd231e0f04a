"""The answer of a table: a cell with its row and head, a whole row, or what is computed of cells.

    tables = [table for hit in hits for table in tables_of(hit, page_text)]
    table_answer(question, tables, rarity)     "Plane — Price: 48.50"

There is none where the words of the question do not tell which row is meant; where they do not tell
which column, the row is given whole, each cell under its head.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from localdocs.languages.days import names_a_stretch
from prompts.evidence.citations import Quote, Statement, overlap
from prompts.evidence.table_rows import row_said
from prompts.question.question import Question
from prompts.tables.choosing import (
    COSTS,
    KNOWN_ENOUGH,
    Asked,
    Fit,
    around,
    asked_of,
    best_fits,
    column_asked_for,
    columns_given,
    columns_named,
    measured,
    named_share,
    stems_of,
)
from prompts.tables.chosen_rows import chosen_rows
from prompts.tables.computed import computed
from prompts.tables.heads import PAIR
from prompts.tables.listed_rows import MOST_LISTED, can_be_listed, listed_rows
from prompts.tables.table import WIDE, Table, is_wide
from prompts.tables.values import is_value

ENOUGH_OF_A_LABEL = 0.5

MOST_ALIKE = 12
"""Rows that fit a question alike and are all shown."""

SURE_OF_A_ROW = 0.5
"""A row whose column is not told may answer, and is never said to."""


@dataclass(frozen=True, slots=True)
class FromTable:
    """What a table answers. ``known``, 0..1, is how much of the question its row knows; where a
    column was told too, or something ``is_computed`` of rows that were, it ``is_told`` what was
    asked for."""

    statement: Statement
    known: float
    is_told: bool
    is_computed: bool = False

    @property
    def sure(self) -> float:
        """How sure it is that this is the answer, 0..1: a row may not say what was asked of it."""
        return self.known if self.is_told else min(self.known, SURE_OF_A_ROW)

    @property
    def is_whole(self) -> bool:
        """Whether nothing more needs to be said."""
        return self.known >= KNOWN_ENOUGH


def table_answer(
    question: Question,
    tables: Sequence[Table],
    rarity: Mapping[str, float],
    pointed_to: Quote | None = None,
    first: Path | None = None,
) -> FromTable | None:
    """What the tables answer, with its quotes, or None. ``rarity`` weighs the question's stems;
    ``pointed_to`` are the words that the reader takes for the answer, with their row. ``first`` is
    the file that was found first: where it has no table, no list is looked for in others."""
    whole = asked_of(question, rarity)
    fits = best_fits(whole, tables, pointed_to)
    fit = fits[0] if len(fits) == 1 else None
    known = whole.weight(fits[0].known) if fits else 0.0
    several = question.wants.several or question.wants.list
    cells = _cells(question, whole, fits) if known >= KNOWN_ENOUGH and not several else ()
    if fit and cells:
        is_told = not _is_of_more(question, whole, fit)
        return FromTable(_together(cells), known, is_told)
    if calculated := _computed(question, whole, tables):
        return calculated
    if cells:
        return FromTable(_together(cells), known, is_told=_say_the_same(cells, fits))
    if (
        question.calculation is None
        and question.wants.list
        and any(table.hit.path == first for table in tables)
    ):
        return _list(question, whole, tables)
    if fit is None:
        return None if question.wants.steps else _alike(fits, known)
    if question.wants.list:
        return None
    if fit.row.is_pair:
        if pointed_to is not None and _is_said_elsewhere(fit, pointed_to):
            return None
        return _pair(whole, fit, known)
    if not any(fit.table.heads):
        return _row_of_figures(question, whole, fit, known)
    return FromTable(_whole_row(whole, fit), known, is_told=False)


def side_by_side(sides: Sequence[FromTable]) -> FromTable:
    """What tables answer to the sides of a comparison, a line each."""
    known = min(side.known for side in sides)
    statement = _together([side.statement for side in sides])
    return FromTable(statement, known, all(side.is_told for side in sides))


def _computed(question: Question, asked: Asked, tables: Sequence[Table]) -> FromTable | None:
    """What is computed of the one table that it can be computed of; where several would give
    something else each, it is not told which is meant."""
    found = [
        calculated
        for table in tables
        if not table.rows[0].is_pair  # what a form has is no column
        if (calculated := computed(question, asked, table))
    ]
    if not found:
        return None
    is_told = found[0].is_told and len({one.statement.text for one in found}) == 1
    return FromTable(found[0].statement, 1.0, is_told, is_computed=True)


def _list(question: Question, asked: Asked, tables: Sequence[Table]) -> FromTable | None:
    """All rows that have what is asked for, of the one table that has such rows; of several it is
    not told which is meant, and it may be the one that is called so."""
    found = [
        (chosen, table)
        for table in tables
        if can_be_listed(table) and (chosen := chosen_rows(question, asked, table)).rows
    ]
    if not found:
        return None
    chosen, table = min(found, key=lambda one: len(asked.stems - around(one[1])))
    is_told = chosen.is_told and len(found) == 1 and len(chosen.rows) <= MOST_LISTED
    return FromTable(listed_rows(chosen.rows, table), 1.0, is_told)


def _alike(fits: Sequence[Fit], known: float) -> FromTable | None:
    """The few rows that fit alike, as the nearest, each under the heads of its table."""
    if not 2 <= len(fits) <= MOST_ALIKE or not all(can_be_listed(fit.table) for fit in fits):
        return None
    tables = {id(fit.table): fit.table for fit in fits}
    lists = [
        listed_rows([fit.row for fit in fits if fit.table is table], table)
        for table in tables.values()
    ]
    return FromTable(_together(lists, "\n\n"), known, is_told=False)


def _pair(asked: Asked, fit: Fit, known: float) -> FromTable | None:
    """The value of a label that the question names; it is what was asked for where the question has
    all words of the label."""
    share = named_share(fit.row, asked.stems)
    if share < ENOUGH_OF_A_LABEL:
        return None
    name, value = fit.row.cells
    statement = Statement(f"{name.text}: {value.text}", (fit.row.quote,))
    return FromTable(statement, known, is_told=share == 1)


def _is_said_elsewhere(fit: Fit, pointed_to: Quote) -> bool:
    """Whether what the reader points to gives the same label another value, in another place: the
    next meeting of the older minutes is not that of the newer ones."""
    label, value = (cell.text.lower() for cell in fit.row.cells[:2])
    there = pointed_to.text.lower()
    is_another = f"{label}:" in there and f"{label}: {value}" not in there
    return is_another and not overlap(fit.row.quote, pointed_to)


def _row_of_figures(question: Question, asked: Asked, fit: Fit, known: float) -> FromTable | None:
    """A row without heads of its own, with what stands above it; its label has to be what was asked
    for: "employee stock options" are no employees."""
    label = stems_of(fit.row.label)
    is_called_otherwise = len(fit.row.cells) > 1 and 2 * len(label & asked.stems) < len(label)
    if is_called_otherwise and not _is_in_other_words(question, asked, fit):
        return None
    words = stems_of(" ".join(filter(_has_no_digit, fit.row.label.split())))
    is_named = fit.row.is_labelled and bool(words) and words <= asked.stems
    is_told = is_named and not _is_of_more(question, asked, fit)
    quote = fit.row.quote
    return FromTable(Statement(row_said(question, quote, ""), (quote,)), known, is_told)


def _has_no_digit(word: str) -> bool:
    return not any(map(str.isdigit, word))


def _is_in_other_words(question: Question, asked: Asked, fit: Fit) -> bool:
    """Whether a label with an amount may be meant though it says more, or other words: a price is
    asked for ("the ibuprofen" of "Ibuprofen 400 mg, 50 tablets"), or what it says in its way."""
    if not fit.row.is_labelled:
        return False
    is_price = question.wants.price or bool(asked.stems & COSTS)
    label = stems_of(fit.row.label)
    return (is_price and fit.row.has_money and bool(label & asked.stems)) or bool(
        measured(asked, label)
    )


def _cells(question: Question, asked: Asked, fits: Sequence[Fit]) -> Sequence[Statement]:
    """The cell that is asked for, of each of the rows that fit alike, once where they say the same;
    none where its column is not told, or too many say something else."""
    cells: dict[str, Statement] = {}
    for fit in fits:
        column = column_asked_for(question, asked, fit) if any(fit.table.heads) else None
        if column is None or not fit.row.cells[column].head or len(cells) > MOST_ALIKE:
            return ()
        cell = _cell(fit, column)
        cells.setdefault(cell.text, cell)
    return tuple(cells.values()) if len(cells) <= MOST_ALIKE else ()


def _is_of_more(question: Question, asked: Asked, fit: Fit) -> bool:
    """Whether a question is not of this row alone: it tells a stretch of time, or wants computed
    what the row has not all words of."""
    calculation = question.calculation
    said = stems_of(" ".join(calculation.words)) if calculation else asked.stems
    return names_a_stretch(question.asked) or not asked.stems <= fit.known | said


def _say_the_same(cells: Sequence[Statement], fits: Sequence[Fit]) -> bool:
    """Whether rows that fit alike have one answer in words; the same amount twice is two."""
    said = cells[0].text.rpartition(": ")[2]
    return len(cells) == 1 and not is_value(said) and len(fits) > 1


def _together(statements: Sequence[Statement], between: str = "\n") -> Statement:
    text = between.join(one.text for one in statements)
    return Statement(text, tuple(quote for one in statements for quote in one.quotes))


def _cell(fit: Fit, column: int) -> Statement:
    cells = fit.row.cells
    given = columns_given(fit)
    names = [
        cell.text
        for number, cell in enumerate(cells)
        if number != column
        and (number == fit.row.label_column or (number in given and not is_value(cell.text)))
    ]
    cell = cells[column]
    said = f"{cell.head}: {cell.text or 'empty'}"
    return Statement(f"{', '.join(names)} — {said}" if names else said, (fit.row.quote,))


def _whole_row(asked: Asked, fit: Fit) -> Statement:
    """A row, each cell under its head; of a wide one the columns that are asked for, or else the
    first ones."""
    cells = fit.row.cells
    label = fit.row.label_column
    numbers = [number for number, cell in enumerate(cells) if number != label and cell.text]
    if is_wide(cells):
        named = columns_named(asked.stems, [cell.head for cell in cells])
        numbers = ([number for number in named if number in numbers] or numbers)[:WIDE]
    rest = [cells[number] for number in numbers]
    many = len(cells) > PAIR  # the head of a pair says what the label says
    told = ", ".join(
        f"{cell.head}: {cell.text}" if cell.head and many else cell.text for cell in rest
    )
    more = f" … ({len(cells):,} columns)" if is_wide(cells) else ""
    return Statement(f"{cells[label].text} — {told}{more}", (fit.row.quote,))
