"""The answer of a table: a cell with its row and head, a whole row, or what is computed of cells.

    tables = [table for hit in hits for table in tables_of(hit, page_text)]
    table_answer(question, tables, rarity)     "Plane — Price: 48.50"

There is none where the words of the question do not tell which row is meant; where they do not tell
which column, the row is given whole, each cell under its head.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prompts.evidence.citations import Quote, Statement
from prompts.evidence.table_rows import row_said
from prompts.question.question import Question
from prompts.tables.choosing import (
    FILLED_IN,
    KNOWN_ENOUGH,
    Asked,
    Fit,
    Stems,
    best_fit,
    column_asked_for,
    named_share,
    stems_of,
)
from prompts.tables.computed import computed
from prompts.tables.table import PAIR, Table
from prompts.tables.values import is_value

ENOUGH_OF_A_LABEL = 0.5

SURE_OF_A_ROW = 0.5
"""A row whose column is not told may answer, and is never said to."""


@dataclass(frozen=True, slots=True)
class FromTable:
    """What a table answers. ``known``, 0..1, is how much of the question its row knows; where a
    column was told too, or something computed, it ``is_told`` what was asked for."""

    statement: Statement
    known: float
    is_told: bool

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
) -> FromTable | None:
    """What the tables answer, with its quotes, or None. ``rarity`` weighs the question's stems;
    ``pointed_to`` are the words that the reader takes for the answer, with their row."""
    needed = stems_of(" ".join(question.names.words)) | question.numbers
    whole = Asked(frozenset(question.stems) - FILLED_IN, rarity, needed)
    fit = best_fit(whole, tables, pointed_to)
    known = whole.weight(fit.known) if fit else 0.0
    if fit and any(fit.table.heads) and known >= KNOWN_ENOUGH and not question.wants.several:
        column = column_asked_for(question, whole, fit)
        if column is not None and fit.row.cells[column].head:
            return FromTable(_cell(fit, column), known, is_told=True)
    for table in tables:
        if table.rows[0].is_pair:
            continue  # what a form has is no column
        if calculated := computed(question, whole, table):
            return FromTable(calculated, 1.0, is_told=True)
    if fit is None or question.wants.list:
        return None
    if fit.row.is_pair:
        return _pair(whole, fit, known)
    if not any(fit.table.heads):
        return _row_of_figures(question, whole, fit, known)
    return FromTable(_whole_row(fit), known, is_told=False)


def side_by_side(sides: Sequence[FromTable]) -> FromTable:
    """What tables answer to the sides of a comparison, a line each."""
    text = "\n".join(side.statement.text for side in sides)
    quotes = tuple(quote for side in sides for quote in side.statement.quotes)
    known = min(side.known for side in sides)
    return FromTable(Statement(text, quotes), known, all(side.is_told for side in sides))


def _pair(asked: Asked, fit: Fit, known: float) -> FromTable | None:
    """The value of a label that the question names; it is what was asked for where the question has
    all words of the label."""
    share = named_share(fit.row, asked.stems)
    if share < ENOUGH_OF_A_LABEL:
        return None
    name, value = fit.row.cells
    statement = Statement(f"{name.text}: {value.text}", (fit.row.quote,))
    return FromTable(statement, known, is_told=share == 1)


def _row_of_figures(question: Question, asked: Asked, fit: Fit, known: float) -> FromTable | None:
    """A row without heads of its own, with what stands above it; its label has to be what was asked
    for: "employee stock options" are no employees."""
    label = stems_of(fit.row.label)
    if len(fit.row.cells) > 1 and 2 * len(label & asked.stems) < len(label):
        return None
    quote = fit.row.quote
    return FromTable(Statement(row_said(question, quote, ""), (quote,)), known, is_told=False)


def _cell(fit: Fit, column: int) -> Statement:
    cells = fit.row.cells
    names = [
        cell.text
        for number, cell in enumerate(cells)
        if number != column
        and (number == fit.row.label_column or _is_name_in(cell.text, fit.named))
    ]
    cell = cells[column]
    said = f"{cell.head}: {cell.text or 'empty'}"
    return Statement(f"{', '.join(names)} — {said}" if names else said, (fit.row.quote,))


def _is_name_in(text: str, asked: Stems) -> bool:
    return not is_value(text) and bool(stems_of(text) & asked)


def _whole_row(fit: Fit) -> Statement:
    cells = fit.row.cells
    label = fit.row.label_column
    rest = [cell for number, cell in enumerate(cells) if number != label and cell.text]
    many = len(cells) > PAIR  # the head of a pair says what the label says
    told = ", ".join(
        f"{cell.head}: {cell.text}" if cell.head and many else cell.text for cell in rest
    )
    return Statement(f"{cells[label].text} — {told}", (fit.row.quote,))
