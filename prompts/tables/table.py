"""Tables as values: rows of cells, each under its head.

A reader writes the cells of a row on one line with bars between (`ingest.pages.cell_tables`). A PDF
gives a label and its figures; which head each of them stands under is told by years alone
(`prompts.text.figures`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from localdocs.languages.units import looks_like_money
from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.tables.heads import PAIR, are_heads
from prompts.tables.notation import Notation, notations
from prompts.tables.values import Amount, amount_of, comparable, is_value
from prompts.text.bars import BAR, cells_of_line, has_cells
from prompts.text.figures import FIGURE, cells_of, years_of_cells
from prompts.text.pairs import PAIR_LINE

FEWEST_FIGURES, FEWEST_LINES = 2, 3
"""Lines of text with so many figures each, so many of them in a row, are rows."""

DATE = "Date"

WIDE = 20
"""Columns. A wider row is not shown whole."""

_DATED = re.compile(r"(?P<day>\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?)[ \t,;:]+(?P<rest>\S.*)")

_DIGITS = re.compile(r"\d+")

MOST_ROWS = 2_000
"""Of a table over several pages."""

LINES_ABOVE = 12
"""Lines above a row of figures in which its years may stand."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row under ``head``; "" where it has none or none that can be told."""

    text: str
    head: str = ""
    notation: Notation = Notation.POINT

    @property
    def amount(self) -> Amount | None:
        """The number that it is, or None."""
        return amount_of(self.text, self.notation)

    @property
    def comparable(self) -> tuple[str, float] | None:
        """Its unit and its value; None for words."""
        return comparable(self.text, self.notation)


@dataclass(frozen=True, slots=True)
class Row:
    """A row, with the words of the file that it is."""

    quote: Quote
    cells: tuple[Cell, ...]

    @property
    def label_column(self) -> int:
        """The number of its first cell that is no value: what a person calls it."""
        words = (n for n, cell in enumerate(self.cells) if cell.text and not is_value(cell.text))
        return next(words, 0)

    @property
    def label(self) -> str:
        """What a person calls it."""
        return self.cells[self.label_column].text

    @property
    def is_labelled(self) -> bool:
        """Whether it is words and an amount below no heads, as in a receipt: "Wood glue | 6.75"."""
        filled = [cell for cell in self.cells if cell.text]
        return (
            len(filled) == PAIR
            and not any(cell.head for cell in filled)
            and filled[1].amount is not None
            and filled[0].text == self.label
        )

    @property
    def has_money(self) -> bool:
        """Whether its last cell is an amount of money, to the cent or with its sign."""
        return looks_like_money(self.cells[-1].text)

    @property
    def is_pair(self) -> bool:
        """Whether it is a label and its value."""
        return len(self.cells) == PAIR and self.cells[1].head == self.cells[0].text


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, in order; ``caption`` is what leads to it. They stand on one page, or
    on several: see ``over_pages``."""

    hit: Hit
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def is_wide(cells: Sequence[object]) -> bool:
    """Whether there are too many columns to be shown."""
    return len(cells) > WIDE


def is_in_a_row(quote: Quote) -> bool:
    """Whether a quote is of a row of a table."""
    return has_cells(quote.text) or quote.is_row


def is_a_record(quote: Quote) -> bool:
    """Whether a quote is a row, a label and its value, or a line that begins with a day."""
    lines = (PAIR_LINE.fullmatch(quote.text), _DATED.match(quote.text))
    return is_in_a_row(quote) or any(lines)


def tables_of(hits: Sequence[Hit], page_text: Callable[[Path, int], str | None]) -> list[Table]:
    """The tables that hits are a part of, best first, each once: with bars as far as they reach on
    the page, with figures only what stands in the hit."""
    tables: list[Table] = []
    reached: dict[tuple[Path, int], list[tuple[int, int]]] = {}
    for hit in hits:
        known = reached.setdefault((hit.path, hit.page_number), [])
        page = page_text(hit.path, hit.page_number) or ""
        for start, line in _lines(hit.text, hit.start):
            if not has_cells(line) or any(first <= start < end for first, end in known):
                continue
            table, first, end = _with_bars(hit, page, start)
            known.append((first, end))
            tables += [table] if table else []
        if rows := tuple(_rows_of_figures(hit)):
            tables.append(Table(hit, hit.columns, (), rows))
        if rows := tuple(_lines_of_one_shape(hit)):
            tables.append(Table(hit, hit.columns, (), rows))
        if len(rows := tuple(_dated_lines(hit))) > 1:
            tables.append(Table(hit, hit.columns, (DATE, ""), rows))
        if len(rows := tuple(_pairs(hit))) > 1:
            tables.append(Table(hit, hit.columns, ("", ""), rows))
    return tables


def over_pages(
    tables: Sequence[Table], page_text: Callable[[Path, int], str | None]
) -> list[Table]:
    """The tables, each once, with their rows on the pages before and after: where the heads are
    repeated and nothing stands between but what stands on both pages, as running heads do.

    ``page_text`` knows numbered pages alone: what has others, as sheets have, is one table each.
    """
    found: list[Table] = []
    known: set[tuple[Path, int, int]] = set()
    for table in tables:
        first = table.rows[0].quote
        if any(table.heads) and (first.hit.path, first.hit.page_number, first.start) in known:
            continue
        whole = _over_pages(table, page_text)
        places = (row.quote for row in whole.rows)
        known |= {(quote.hit.path, quote.hit.page_number, quote.start) for quote in places}
        found.append(whole)
    return found


def _over_pages(table: Table, page_text: Callable[[Path, int], str | None]) -> Table:
    page = page_text(table.hit.path, table.hit.page_number)
    if page is None or not any(table.heads):
        return table
    rows = list(table.rows)
    for step in (-1, 1):
        edge, number = page, table.hit.page_number
        place = rows[0].quote.start if step < 0 else rows[-1].quote.end
        while len(rows) < MOST_ROWS and (
            beside := page_text(table.hit.path, number := number + step)
        ):
            hit = replace(table.hit, page_number=number, start=0, end=len(beside), text=beside)
            other = _of_heads(table.heads, hit, last=step < 0)
            if other is None:
                break
            upper, lower = (other.rows, rows) if step < 0 else (rows, other.rows)
            between = (
                (beside[upper[-1].quote.end :], edge[: _line_above(edge, place)])
                if step < 0
                else (edge[place:], beside[: _line_above(beside, lower[0].quote.start)])
            )
            if not _stands_on_both(between, beside, edge):
                break
            rows = [*upper, *lower]
            edge = beside
            place = other.rows[0].quote.start if step < 0 else other.rows[-1].quote.end
    return replace(table, rows=tuple(rows))


def _of_heads(heads: tuple[str, ...], hit: Hit, *, last: bool) -> Table | None:
    """The first or the last table with these heads on the page that ``hit`` is."""
    places = [
        start
        for start, line in _lines(hit.text, 0)
        if has_cells(line) and cells_of_line(line) == heads
    ]
    if not places:
        return None
    table, _, _ = _with_bars(hit, hit.text, places[-1 if last else 0])
    return table if table is not None and table.heads == heads else None


def _line_above(page: str, place: int) -> int:
    """Where the line above the one at ``place`` begins."""
    return _start_of_line(page, max(_start_of_line(page, place) - 1, 0))


def _stands_on_both(texts: Iterable[str], one: str, other: str) -> bool:
    """Whether all lines of ``texts`` stand on both pages, their figures aside."""
    on_both = _plain_lines(one) & _plain_lines(other)
    return all(_plain_lines(text) <= on_both for text in texts)


def _plain_lines(text: str) -> set[str]:
    return {_DIGITS.sub("0", line.strip()) for line in text.split("\n") if line.strip()}


def _with_bars(hit: Hit, page: str, place: int) -> tuple[Table | None, int, int]:
    """The table around a place of a page, and from where to where it reaches."""
    first = place
    while first > 0 and has_cells(_line_at(page, _start_of_line(page, first - 1))):
        first = _start_of_line(page, first - 1)
    lines = []
    start = first
    while start < len(page) and has_cells(line := _line_at(page, start)):
        lines.append((start, line))
        start += len(line) + 1
    cells = [cells_of_line(line) for _, line in lines]
    width = len(cells[0])
    heads = cells[0] if are_heads(cells) else ("",) * width
    body = range(1 if any(heads) else 0, len(lines))
    whole = [cells[number] for number in body if len(cells[number]) == width]
    written = notations(list(zip(*whole, strict=True))) or [Notation.POINT] * width
    rows = tuple(
        Row(
            Quote(hit, start, start + len(line), line),
            tuple(map(Cell, texts, heads, written) if len(texts) == width else map(Cell, texts)),
        )
        for (start, line), texts in ((lines[number], cells[number]) for number in body)
    )
    caption = hit.columns.partition(BAR + BAR.join(heads))[0] if any(heads) else hit.columns
    caption = "" if caption.startswith(BAR.join(heads)) else caption
    return (Table(hit, caption, heads, rows) if rows else None), first, start


def _rows_of_figures(hit: Hit) -> Iterator[Row]:
    lines = list(_lines(hit.text, 0))
    for number, (start, line) in enumerate(lines):
        figures = [] if has_cells(line) else cells_of(line)
        if len(figures) < 2:
            continue
        above = [other for _, other in lines[max(number - LINES_ABOVE, 0) : number]]
        years = years_of_cells(line, hit.columns or " ".join(above))
        label = line[: line.find(figures[0].split()[0])].strip()
        if not label:
            continue
        begin = hit.start + start
        yield Row(
            Quote(hit, begin, begin + len(line), line),
            (Cell(label), *(Cell(text, year) for text, year in years)),
        )


def _lines_of_one_shape(hit: Hit) -> Iterator[Row]:
    """Lines of a PDF's table that end with words: several in a row with as many figures each."""
    lines = [
        (start, line, 0 if _is_row(line) else len(FIGURE.findall(line)))
        for start, line in _lines(hit.text, hit.start)
    ]
    for _, group in groupby(lines, key=lambda line: line[2]):
        run = list(group)
        if run[0][2] >= FEWEST_FIGURES and len(run) >= FEWEST_LINES:
            for start, line, _ in run:
                yield Row(Quote(hit, start, start + len(line), line), (Cell(line),))


def _is_row(line: str) -> bool:
    """Whether a line is a row of another kind."""
    return has_cells(line) or bool(cells_of(line)) or bool(_DATED.match(line))


def _dated_lines(hit: Hit) -> Iterator[Row]:
    """Lines that begin with a day, as in a log: each is a record of its own."""
    for start, line in _lines(hit.text, hit.start):
        match = _DATED.match(line)
        if match and not has_cells(line):
            cells = (Cell(match["day"], DATE), Cell(match["rest"]))
            yield Row(Quote(hit, start, start + len(line), line), cells)


def _pairs(hit: Hit) -> Iterator[Row]:
    """Lines like "Port: 8021", as forms and settings have them."""
    for start, line in _lines(hit.text, hit.start):
        match = PAIR_LINE.fullmatch(line)
        if match and not has_cells(line):
            label = match["label"].strip()
            cells = (Cell(label), Cell(match["value"].strip(), label))
            yield Row(Quote(hit, start, start + len(line), line), cells)


def _lines(text: str, offset: int) -> Iterator[tuple[int, str]]:
    place = offset
    for line in text.split("\n"):
        yield place, line
        place += len(line) + 1


def _start_of_line(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_at(text: str, place: int) -> str:
    """The line that begins at ``place``, or holds it."""
    begin = _start_of_line(text, place)
    end = text.find("\n", place)
    return text[begin : end if end >= 0 else len(text)]
