"""CSV and TSV: the first row heads the columns, each record is one row."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ingest.formats.text import decode
from ingest.pages.cell_tables import add_table
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError
from localdocs.types import Document

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 50
_LONGEST_FIELD = 10_000_000


def read(path: Path) -> Document:
    """Read a file of records as one page."""
    text = decode(path.read_bytes())
    delimiter = "\t" if path.suffix.lower() == ".tsv" else _likeliest_delimiter(text)
    rows = [row for row in _rows(text, delimiter) if any(cell.strip() for cell in row)]
    builder = PageBuilder()
    add_table(builder, rows)
    page = builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    return Document(path, (page,))


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
        widths = [len(row) for row in islice(_rows(text[:65_536], delimiter), _SAMPLE_ROWS)]
        if not widths or max(widths) < 2:
            return (0.0, 0)
        usual = max(set(widths) - {1} or {1}, key=widths.count)
        return (widths.count(usual) / len(widths), usual)

    return max(_DELIMITERS, key=regularity)
