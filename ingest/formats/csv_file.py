"""CSV and TSV, whatever parts the columns: the first row heads them, each record is one row.

Lines of a report that stand above the records are no records: they come first, as text.
"""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from ingest.formats.csv_heads import head_of_two_rows
from ingest.formats.text import decode
from ingest.pages.cell_tables import add_table
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document

_DELIMITERS = ",;\t|"
_RARE_DELIMITERS = "^~§:"
"""Signs that are tried where the others part nothing."""
_SAMPLE_ROWS = 50
_SAMPLE_CHARACTERS = 65_536
_LONGEST_FIELD = 10_000_000
_MOST_PREAMBLE = 20


def read(path: Path) -> Document:
    """Read a file of records as one page."""
    text = decode(path.read_bytes())
    told, text = _told_delimiter(text)
    is_tsv = path.suffix.lower() == ".tsv"
    delimiter = told or ("\t" if is_tsv else _likeliest_delimiter(text))
    rows = [row for row in _rows(text, delimiter) if any(cell.strip() for cell in row)]
    builder = PageBuilder()
    lines = _preamble(rows)
    for row in rows[:lines]:
        builder.add(BlockKind.PARAGRAPH, " ".join(cell for cell in row if cell.strip()))
    records = rows[lines:]
    if head := head_of_two_rows(records):
        add_table(builder, [head, *records[2:]], header_rows=1)
    else:
        add_table(builder, records)
    page = builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    return Document(path, (page,))


def _told_delimiter(text: str) -> tuple[str, str]:
    """The sign that a first line ``sep=;`` tells, and the text below it; "" where none does."""
    line, _, below = text[:100].lstrip("\ufeff").partition("\n")
    line = line.strip("\r")
    if len(line) == 5 and line.lower().startswith("sep="):
        return line[4], text[text.index("\n") + 1 :] if below or "\n" in text else ""
    return "", text


def _preamble(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first rows are lines of text above the records.

    They have one cell, or two and fewer signs that part them, where records have three or more.
    """
    sample = rows[: _SAMPLE_ROWS + _MOST_PREAMBLE]
    filled = [sum(bool(cell.strip()) for cell in row) for row in sample]
    usual = max(set(filled), key=filled.count, default=0)
    width = max((len(row) for row, count in zip(sample, filled, strict=True) if count == usual),
                default=0)  # fmt: skip
    count = 0
    while (
        count < min(len(sample), _MOST_PREAMBLE)
        and (filled[count] == 1 or (filled[count] == 2 and len(sample[count]) < width))
        and not head_of_two_rows(sample[count:])
    ):
        count += 1
    has_head = len(sample) > count + 1 and filled[count] >= usual - 1
    is_table = usual > 2 and (has_head or bool(head_of_two_rows(sample[count:])))
    return count if is_table else 0


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records; from a place on that is no CSV, the plain lines."""
    csv.field_size_limit(_LONGEST_FIELD)
    lines = text.replace("\0", "").splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        yield from reader
    except csv.Error:
        yield from ([line] for line in lines[reader.line_num :])


def _likeliest_delimiter(text: str) -> str:
    """The sign that parts the first records into the most columns of the same number."""

    def regularity(delimiter: str) -> tuple[float, int]:
        rows = islice(_rows(text[:_SAMPLE_CHARACTERS], delimiter), _SAMPLE_ROWS)
        widths = [len(row) for row in rows if row]
        if not widths or max(widths) < 2:
            return (0.0, 0)
        usual = max(set(widths) - {1} or {1}, key=widths.count)
        return (widths.count(usual) / len(widths), usual)

    best = max(_DELIMITERS, key=regularity)
    if regularity(best)[1]:
        return best
    rare = max(_RARE_DELIMITERS, key=regularity)
    return rare if regularity(rare)[0] > 0.9 else best
