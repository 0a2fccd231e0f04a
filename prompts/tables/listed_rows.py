"""The rows of a table that a question asks for by what they have in common, under their heads."""

from collections.abc import Sequence

from prompts.evidence.citations import Quote, Statement
from prompts.tables.table import Row, Table, is_wide
from prompts.text.bars import BAR

MOST_LISTED = 60
"""Rows that are shown; how many there are is said."""


def can_be_listed(table: Table) -> bool:
    """Whether its rows say something beside one another."""
    return any(table.heads) and not is_wide(table.heads)


def listed_rows(rows: Sequence[Row], table: Table) -> Statement:
    """The rows as the page has them, those that follow one another as one quote."""
    shown = rows[:MOST_LISTED]
    runs = _runs(table, shown)
    lines = [BAR.join(table.heads), *(run.text for run in runs)]
    left = len(rows) - len(shown)
    lines += [f"({len(shown):,} of {len(rows):,} rows)"] if left else []
    return Statement("\n".join(lines), tuple(runs))


def _runs(table: Table, rows: Sequence[Row]) -> list[Quote]:
    wanted = {(row.quote.hit.page_number, row.quote.start) for row in rows}
    runs: list[Quote] = []
    for row in table.rows:
        quote = row.quote
        page = quote.hit.page_number
        if (page, quote.start) not in wanted:
            continue
        if runs and (runs[-1].hit.page_number, runs[-1].end + 1) == (page, quote.start):
            text = f"{runs[-1].text}\n{quote.text}"
            runs[-1] = Quote(quote.hit, runs[-1].start, quote.end, text)
        else:
            runs.append(quote)
    return runs
