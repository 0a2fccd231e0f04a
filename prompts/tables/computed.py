"""What a question wants computed of the cells of a table, with the rows that it is computed of."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from localdocs.languages.days import names_a_stretch
from prompts.evidence.citations import Quote, Statement
from prompts.question.calculation import Calculation, Kind, implied_sum
from prompts.question.question import Question
from prompts.tables.choosing import (
    PRICES,
    Asked,
    Stems,
    around,
    best_fit,
    columns_measured,
    columns_named,
    head_stems,
    is_numbering,
    stems_of,
    value_columns,
    words_of,
)
from prompts.tables.chosen_rows import chosen_rows, of_width
from prompts.tables.formula import MOST_TERMS, Term, formula
from prompts.tables.table import MOST_ROWS, Row, Table
from prompts.tables.values import is_time, is_value

MOST_CHARACTERS = 200_000
"""Of a column that is added up: its rows are quoted as a whole."""

MOST_TIED = 5
"""Rows with the same largest value that are named."""

_YES_NO = frozenset("yes no y n true false x - ✓ ✗ ☑ ☐ ☒ open done n/a".split()) | {""}
_UNITS = stems_of("currency unit")


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed; ``is_told`` where there is no doubt of which rows."""

    statement: Statement
    is_told: bool


def computed(question: Question, whole: Asked, table: Table) -> Computed | None:
    """What is computed, shown as a formula; None where nothing is wanted, or the question does not
    tell of which cells. ``whole`` are all words of the question."""
    calculation = question.calculation or implied_sum(question.asked)
    if calculation is None or calculation.kind is Kind.RANK:
        return None
    if _is_for_each_of_several(calculation, table):
        return None
    said = frozenset(
        one for one, word in question.stems.items() if word.lower() in calculation.words
    )
    asked = whole.without(said - _in_cells(table))
    if calculation.kind in (Kind.MOST, Kind.LEAST):
        return _extreme(question, calculation, asked, table)
    statement = _of_two_columns(question, calculation.kind, asked, table) or _of_rows(
        question, calculation.kind, asked, table
    )
    if statement is not None:
        return Computed(statement, is_told=question.calculation is not None)
    of_a_column = _of_a_column(question, calculation.kind, asked, table)
    if of_a_column is None or question.calculation is not None:
        return of_a_column
    return Computed(of_a_column.statement, is_told=False)


def _is_for_each_of_several(calculation: Calculation, table: Table) -> bool:
    """Whether a figure is wanted for each thing that a column has in several rows: "per city"."""
    columns = [n for n, head in enumerate(table.heads) if head_stems(head) & calculation.each]
    texts = [[row.cells[column].text for row in of_width(table)] for column in columns]
    return any(len(set(column)) < len(column) for column in texts)


def _of_two_columns(question: Question, kind: Kind, asked: Asked, table: Table) -> Statement | None:
    """Of two years of one row, in their order."""
    years = sorted(question.time.years)
    if len(years) != 2 or kind in (Kind.SUM, Kind.MEAN):
        return None
    fit = best_fit(asked.without(question.time.years), [table])
    if fit is None:
        return None
    terms = []
    for year in years:
        said = (asked.stems - question.time.years) | {year, question.time.period}
        heads = [cell.head if year in cell.head else "" for cell in fit.row.cells]
        named = columns_named(said, heads)
        amount = fit.row.cells[named[0]].amount if len(named) == 1 else None
        if amount is None:
            return None
        terms.append(Term(amount, fit.row.cells[named[0]].head))
    return _statement(fit.row.label, formula(kind, terms), [fit.row.quote])


def _of_rows(question: Question, kind: Kind, asked: Asked, table: Table) -> Statement | None:
    """Of rows that the question names in full, in one column."""
    rows = [] if _names_a_choice(asked, table) else _rows_named(question, asked, table)
    pair = kind not in (Kind.SUM, Kind.MEAN)
    if not pair and names_a_stretch(question.asked):
        return None
    if len(rows) < 2 or (pair and len(rows) != 2) or len(rows) > MOST_TERMS:
        return None
    column = _column(question, asked, table)
    if column is None or not _are_words_known(asked, table, rows):
        return None
    if _is_mixed(table, rows) or any("total" in stems_of(row.label) for row in rows):
        return None
    terms = []
    for row in rows:
        amount = row.cells[column].amount
        if amount is None:
            return None
        terms.append(Term(amount, _name(row, asked)))
    return _statement(table.heads[column], formula(kind, terms), [row.quote for row in rows])


def _rows_named(question: Question, asked: Asked, table: Table) -> list[Row]:
    """The rows all of whose label stands in the question, and that have its other words, or else
    those two that alone have some of its words; in the order of the question."""
    labels = {id(row): stems_of(row.label) for row in table.rows}
    named = [row for row in table.rows if labels[id(row)] and labels[id(row)] <= asked.stems]
    order = [*question.stems, *asked.stems.difference(question.stems)]
    whole = [row for row in named if not any(labels[id(row)] < labels[id(one)] for one in named)]
    if len(whole) > 1:
        more = asked.stems - around(table).union(*(labels[id(row)] for row in whole))
        whole = [row for row in whole if more <= words_of(row)]
        return sorted(whole, key=lambda row: min(map(order.index, labels[id(row)])))
    outside = around(table)
    told = [stem for stem in order if stem in asked.stems - outside]
    having = [[row for row in table.rows if stem in words_of(row)] for stem in told]
    alone = list({id(rows[0]): rows[0] for rows in having if len(rows) == 1}.values())
    return alone if len(alone) == 2 and all(having) else []


def _name(row: Row, asked: Asked) -> str:
    """What a row was asked for by: the cell with most of the words."""
    words = [cell.text for cell in row.cells if cell.text and not is_value(cell.text)]
    return max(words, key=lambda text: len(stems_of(text) & asked.stems), default=row.label)


def _are_words_known(asked: Asked, table: Table, rows: Sequence[Row]) -> bool:
    known = around(table).union(*(words_of(row) for row in rows))
    return asked.is_known(known)


def _column(question: Question, asked: Asked, table: Table) -> int | None:
    """The column of amounts that a question names; the only one, where it names none."""
    amounts = [
        column
        for column in value_columns(table)
        if not all(is_time(row.cells[column].text) for row in of_width(table))
        and not is_numbering(table.heads[column])
    ]
    heads = [table.heads[column] for column in amounts]
    named = columns_named(asked.stems, heads) or columns_measured(question, heads)
    if named:
        return amounts[named[0]] if len(named) == 1 else None
    counts_rows = "many" in question.words  # "how many bills": not what they cost
    return amounts[0] if len(amounts) == 1 and not counts_rows else None


def _of_a_column(question: Question, kind: Kind, asked: Asked, table: Table) -> Computed | None:
    """The sum or the mean of a column, of all rows or those that the question's words leave."""
    if kind not in (Kind.SUM, Kind.MEAN):
        return None
    column = None if _names_a_choice(asked, table) else _column(question, asked, table)
    if column is None:
        return None
    chosen = chosen_rows(question, asked, table)
    parts = [row for row in chosen.rows if "total" not in stems_of(row.label)]
    rows = [row for row in parts if row.cells[column].text]
    if not 2 <= len(rows) <= MOST_ROWS or _is_mixed(table, rows):
        return None
    amounts = [row.cells[column].amount for row in rows]
    terms = [Term(amount, "") for amount in amounts if amount is not None]
    quotes = [row.quote for row in rows]
    if len(terms) > MOST_TERMS:
        quotes = _as_one(table, rows)
    if len(terms) < len(rows) or not quotes:
        return None
    said = formula(kind, terms)
    statement = _statement(f"{table.heads[column]}, {len(rows)} rows", said, quotes)
    is_told = chosen.is_told and len(rows) == len(parts)  # an empty cell may be unknown
    return Computed(statement, is_told) if statement else None


def _names_a_choice(asked: Asked, table: Table) -> bool:
    """Whether the head of a column of yes and no is in the question: "paid" chooses rows, which is
    not done, so nothing is computed of them all."""
    columns = [n for n, head in enumerate(table.heads) if head_stems(head) & asked.stems]
    return any(
        all(row.cells[column].text.lower() in _YES_NO for row in of_width(table))
        for column in columns
    )


def _is_mixed(table: Table, rows: Sequence[Row]) -> bool:
    """Whether a column says that the rows have different currencies or units."""
    units = (n for n, head in enumerate(table.heads) if head_stems(head) & _UNITS)
    columns = set(units) - set(value_columns(table))
    return any(len({row.cells[column].text for row in rows}) > 1 for column in columns)


def _as_one(table: Table, rows: Sequence[Row]) -> list[Quote]:
    """One quote of each page, from its first row to its last; none where they would be too long."""
    chosen = {(row.quote.hit.page_number, row.quote.start) for row in rows}
    quotes = []
    for _, of_page in groupby(table.rows, key=lambda row: row.quote.hit.page_number):
        page = [row.quote for row in of_page]
        wanted = [n for n, one in enumerate(page) if (one.hit.page_number, one.start) in chosen]
        if not wanted:
            continue
        between = page[wanted[0] : wanted[-1] + 1]
        text = "\n".join(quote.text for quote in between)
        if between[0].start + len(text) != between[-1].end:
            return []
        quotes.append(Quote(between[0].hit, between[0].start, between[-1].end, text))
    return quotes if sum(len(quote.text) for quote in quotes) <= MOST_CHARACTERS else []


def _extreme(
    question: Question, calculation: Calculation, asked: Asked, table: Table
) -> Computed | None:
    """The row with the largest or the smallest value of the column that a question names."""
    column = _column_of_extreme(question, calculation, asked, table)
    if column is None or _names_a_choice(asked, table):
        return None
    chosen = chosen_rows(question, asked, table)
    rows = [row for row in chosen.rows if row.cells[column].text]
    if len(rows) < 2 or _is_mixed(table, rows):
        return None
    values = [row.cells[column].comparable for row in rows]
    known = [(value, row) for value, row in zip(values, rows, strict=True) if value is not None]
    if len(known) < len(rows) or len({value[0] for value, _ in known}) > 1:
        return None
    most = calculation.kind is Kind.MOST
    best = (max if most else min)(value for value, _ in known)
    tied = [row for value, row in known if value == best]
    said = [_label_asked(asked, table, row) for row in tied[:MOST_TIED]]
    more = f" and {len(tied) - MOST_TIED} more" if len(tied) > MOST_TIED else ""
    names = ("latest", "earliest") if calculation.is_of_times else ("highest", "lowest")
    word = names[0] if most else names[1]
    cell = tied[0].cells[column]
    text = f"{', '.join(said)}{more} — {cell.head}: {cell.text} (the {word} of {len(rows):,} rows)"
    statement = Statement(text, tuple(row.quote for row in tied[:MOST_TIED]))
    is_one = sum(_label_asked(asked, table, row) == said[0] for row in rows) == 1
    return Computed(statement, chosen.is_told and (is_one or not calculation.may_mean_totals))


def _column_of_extreme(
    question: Question, calculation: Calculation, asked: Asked, table: Table
) -> int | None:
    columns = value_columns(table)
    times = [
        column
        for column in columns
        if all(is_time(row.cells[column].text) for row in of_width(table))
    ]
    if calculation.is_of_times:
        columns = times
    elif calculation.is_of_prices:
        columns = [column for column in columns if head_stems(table.heads[column]) & PRICES]
    heads = [table.heads[column] for column in columns]
    named = columns_named(asked.stems, heads) or columns_measured(question, heads)
    if named:
        return columns[named[0]] if len(named) == 1 else None
    if not calculation.is_of_times:
        columns = [
            column
            for column in columns
            if column not in times and not is_numbering(table.heads[column])
        ]
    return columns[0] if len(columns) == 1 else None


def _label_asked(asked: Asked, table: Table, row: Row) -> str:
    """The cell under the head that a question asks for ("which station"), or the first one that
    the row was not chosen by."""
    words = [
        number for number, cell in enumerate(row.cells) if cell.text and not is_value(cell.text)
    ]
    named = columns_named(asked.stems, [table.heads[number] for number in words])
    if len(named) == 1:
        return row.cells[words[named[0]]].text
    others = [row.cells[n].text for n in words if not stems_of(row.cells[n].text) & asked.stems]
    return others[0] if others else row.label


def _in_cells(table: Table) -> Stems:
    """The words of its cells, numbers apart."""
    words: Stems = frozenset().union(*(words_of(row) for row in table.rows))
    return frozenset(one for one in words if one[0].isalpha())


def _statement(label: str, said: str, quotes: Sequence[Quote]) -> Statement | None:
    text = f"{label}: {said}" if label else said
    return Statement(text, tuple(quotes)) if said else None
