"""The rows of a table that the words of a question choose: "catering", "Anna Berg", "in April".

A word chooses by the column that it stands in. Where it stands in several columns, or one name is
that of several people, the rows are chosen all the same, and it is not told that they are meant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from localdocs.languages.days import days_in, names_a_stretch
from prompts.question.question import Question
from prompts.tables.choosing import (
    Asked,
    Stems,
    around,
    head_stems,
    stems_of,
    stems_of_heads,
    words_of,
)
from prompts.tables.table import Row, Table
from prompts.tables.values import day_of, is_time


@dataclass(frozen=True, slots=True)
class ChosenRows:
    """Rows in the order of the table; ``is_told`` where there is no doubt that they are meant."""

    rows: Sequence[Row]
    is_told: bool


NONE = ChosenRows((), False)


def of_width(table: Table) -> list[Row]:
    """The rows that have a cell for each head."""
    return [row for row in table.rows if len(row.cells) == len(table.heads)]


def chosen_rows(question: Question, asked: Asked, table: Table) -> ChosenRows:
    """The rows that have the words of a question that nothing around the table has; all where there
    is no such word. None where the question says hardly anything of this table, or tells a stretch
    of time or amounts, which no words of a row are."""
    outside = around(table)
    wanted = asked.stems - outside
    rows = of_width(table)
    if len(rows) < len(table.rows) or not asked.stems or names_a_stretch(question.asked):
        return NONE
    rows = [row for row in rows if wanted <= words_of(row)]
    if not rows or not asked.is_known(outside | wanted):
        return NONE
    is_told = not _are_in_some_rows(asked.stems & outside - stems_of_heads(table.heads), table)
    for group in _groups(question, wanted, rows):
        columns = _columns_having(group, asked, table, rows)
        rows = [row for row in rows if any(group <= stems_of(row.cells[n].text) for n in columns)]
        is_told = is_told and len(columns) == 1 and _is_one_thing(group, columns[0], rows)
    return ChosenRows(rows, is_told and bool(rows))


def _are_in_some_rows(stems: Stems, table: Table) -> bool:
    """Whether words that stand around the table choose rows as well: "catering" of the list
    "Catering and travel"."""
    words = [words_of(row) for row in table.rows]
    return any(0 < sum(one in row for row in words) < len(words) for one in stems)


def _groups(question: Question, wanted: Stems, rows: Sequence[Row]) -> list[Stems]:
    """The words that belong together: those of a day, and those that follow one another in the
    question as they do in a cell."""
    days = [day.forms & wanted for day in days_in(question.asked)]
    single = [one for one in question.stems if one in wanted.difference(*days)]
    groups: list[Stems] = []
    for one in single:
        longer = groups[-1] | {one} if groups else frozenset({one})
        if groups and any(longer <= stems_of(cell.text) for row in rows for cell in row.cells):
            groups[-1] = longer
        else:
            groups.append(frozenset({one}))
    return [*filter(None, days), *groups]


def _columns_having(group: Stems, asked: Asked, table: Table, rows: Sequence[Row]) -> Sequence[int]:
    """The columns with a cell that has all of a group; of several those whose heads are named, if
    any is."""
    columns = [
        number
        for number in range(len(table.heads))
        if any(group <= stems_of(row.cells[number].text) for row in rows)
    ]
    named = [number for number in columns if head_stems(table.heads[number]) & asked.stems]
    return named or columns


def _is_one_thing(group: Stems, column: int, rows: Iterable[Row]) -> bool:
    """Whether the cells that have a group say the same, or are the days of one stretch of time."""
    texts = {row.cells[column].text.casefold() for row in rows}
    if len(texts) == 1 or not all(map(is_time, texts)):
        return len(texts) == 1
    years = {day.year for day in map(day_of, texts) if day}
    return len(years) == 1 or any(one.isdigit() for one in group)
