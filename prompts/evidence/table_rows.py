"""A row of a table as an answer: the cell that is asked for, the row, and the heads above it.

Heads of periods ("Three Months Ended") are those of filings; the year chooses among any columns.
"""

import re
from itertools import groupby

from prompts.evidence.citations import Quote
from prompts.question.question import Question
from prompts.text.figures import FIGURE, cell_of_the_year, cells_of

LINES_ABOVE, HEADER_LINES, LONGEST_HEADER, NARROW = 20, 3, 120, 16
"""How far above a row its header is looked for, and how much of it is shown; the characters of a
line that may be the head of one narrow column."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_SAYS_WHAT = re.compile(
    r"\b(?:19|20)\d\d\b|\bended\b|\b(?:millions|thousands|billions)\b|%\s*$", re.IGNORECASE
)


def row_said(question: Question, quote: Quote, words: str) -> str:
    """The cell of a row that answers, if one can be told, with the row and what stands above its
    columns.

    Where a year is asked for, the heads have to tell which; else it is what the reader points to,
    its ``words``.
    """
    row = " ".join(quote.text.split())
    columns = " ".join((quote.hit.columns or _header_above(quote)).split())
    cells, pointed_to = cells_of(row), " ".join(words.split())
    if question.wants.verdict:
        cell = ""
    elif question.time.years:
        cell = cell_of_the_year(question.time.year, question.time.period, row, columns)
    else:
        (cell, *_) = [cell for cell in cells if _same_figure(cell, pointed_to)] or [""]
    said = f"{cell}: {row}" if cell and len(cells) > 1 else row
    return f"{said} — {columns}" if columns else said


def _same_figure(cell: str, words: str) -> bool:
    return bool(words) and FIGURE.findall(cell) == FIGURE.findall(words)


def _header_above(quote: Quote) -> str:
    """The lines above a row that say when and in what: "Three Months Ended March 31, 2023 2022".

    Heads of narrow columns come one below the other, and count as one line.
    """
    above = quote.hit.text[: quote.start - quote.hit.start].split("\n")[-LINES_ABOVE:]
    lines: list[str] = []
    for short, group in groupby(above, lambda line: 0 < len(line) <= NARROW):
        found = list(group)
        lines += [" ".join(found)] if short else found
    heads = [
        line
        for line in lines
        if len(line) <= LONGEST_HEADER
        and _SAYS_WHAT.search(line)
        and not _is_record(line, quote.text)
    ]
    return " ".join(heads[-HEADER_LINES:])


def _is_record(line: str, row: str) -> bool:
    """Whether a line is itself a row of figures, years apart, or like this row: it begins with a
    day, or has as many figures that are not all years."""
    if _DATED.match(line) or sum(not _YEAR.fullmatch(cell) for cell in cells_of(line)) >= 2:
        return True
    figures = FIGURE.findall(line)
    alike = len(figures) == len(FIGURE.findall(row))
    return alike and not all(_YEAR.fullmatch(figure) for figure in figures)
