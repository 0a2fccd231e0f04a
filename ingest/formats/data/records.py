"""Values with names, as JSON and its like hold them, written as a person reads them.

    name: Ann Smith              what has one value is a line
    children: Tom, Eva           so is a short list
    address                      what has parts of its own is a heading, with its parts below

A list of records of one kind is a table, if its cells are short. What no person reads (long rows of
numbers, packed data) is left out and said.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from ingest.pages.cell_tables import row_text
from ingest.pages.cleaning import clean, clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.types import BlockKind

_DEEPEST = 12
_MOST_NUMBERS = 100
_LONGEST_WORD = 1_000
_LONGEST_CELL = 200
_WIDEST_TABLE = 20
_SHORT_LIST = 200
_NAMES = ("title", "name", "subject", "label", "question", "heading", "id", "key")
"""Keys whose value may head a record, the most telling first."""

_TELLING = frozenset({"title", "name", "subject", "label", "question", "heading"})
_MOST_HEADING = 120

NUMBERS_LEFT_OUT = "long rows of numbers are left out"
DATA_LEFT_OUT = "packed data is left out"


@dataclass(slots=True)
class Records:
    """Writes values onto a page. ``notes`` says what was left out."""

    builder: PageBuilder
    notes: dict[str, None] = field(default_factory=dict)

    def add(self, value: Any, depth: int = 0) -> None:
        """Add a value with all that it holds."""
        match value:
            case Mapping():
                self._add_mapping(value, depth)
            case list():
                self._add_list("", value, depth)
            case _:
                self._line(BlockKind.PARAGRAPH, self._written(value))

    def _add_mapping(self, value: Mapping[str, Any], depth: int) -> None:
        """First what is one line each, then what has parts, each below its name."""
        lines: list[str] = []
        parts: list[tuple[str, Any]] = []
        for key, inner in value.items():
            line = self._one_line(inner)
            if line is None:
                parts.append((clean_line(str(key)), inner))
            elif line:
                lines.append(f"{clean_line(str(key))}: {line}")
        for paragraph in _in_paragraphs(lines):
            self._line(BlockKind.PARAGRAPH, paragraph)
        for key, inner in parts:
            if isinstance(inner, list):
                self._add_list(key, inner, depth + 1)
            elif depth >= _DEEPEST:
                self._line(BlockKind.PARAGRAPH, f"{key}: {_as_json(inner)}")
            elif isinstance(inner, str):
                self._heading(key, depth)
                self._prose(inner)
            else:
                self._heading(key, depth)
                self.add(inner, depth + 1)

    def _add_list(self, key: str, values: list[Any], depth: int) -> None:
        if key:
            self._heading(key, depth - 1)
        if depth >= _DEEPEST:
            self._line(BlockKind.PARAGRAPH, _as_json(values))
        elif columns := table_columns(values):
            self.builder.add(BlockKind.TABLE_HEADER, row_text(columns))
            for record in values:
                cells = [self._one_line(record.get(name)) or "" for name in columns]
                self.builder.add(BlockKind.TABLE_ROW, row_text(cells))
        else:
            for number, value in enumerate(values, 1):
                self._add_item(value, number, key, depth)

    def _add_item(self, value: Any, number: int, key: str, depth: int) -> None:
        line = self._one_line(value)
        if line is not None:
            self._line(BlockKind.LIST_ITEM, f"- {line}" if line else "")
        elif isinstance(value, str):
            self._prose(value)
        else:
            name = record_name(value)
            has_parts = isinstance(value, Mapping) and any(
                isinstance(inner, Mapping | list) and inner for inner in value.values()
            )
            if name or has_parts:
                self._heading(name or f"{key} {number}".strip(), depth)
            self.add(value, depth + 1)

    def _one_line(self, value: Any) -> str | None:
        """A value that fits on a line behind its name; None for one that does not."""
        if isinstance(value, str):
            written = self._written(value)
            return None if "\n" in written.strip() and len(written) > _SHORT_LIST else written
        if isinstance(value, Mapping):
            return "" if not value else None
        if not isinstance(value, list):
            return self._written(value)
        if len(value) > _MOST_NUMBERS and all(isinstance(one, int | float) for one in value):
            self.notes[NUMBERS_LEFT_OUT] = None
            return f"… ({len(value):,} numbers)"
        if any(isinstance(one, Mapping | list) for one in value):
            return None
        line = ", ".join(clean_line(self._written(one)) for one in value)
        return line if len(line) <= _SHORT_LIST else None

    def _written(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        if not isinstance(value, str):
            return str(value)
        if len(value) > _LONGEST_WORD and max(map(len, value[: 10 * _LONGEST_WORD].split())) > (
            _LONGEST_WORD
        ):
            self.notes[DATA_LEFT_OUT] = None
            return f"… ({len(value):,} characters of data)"
        return clean(value)

    def _prose(self, text: str) -> None:
        for paragraph in self._written(text).split("\n\n"):
            self._line(BlockKind.PARAGRAPH, paragraph)

    def _heading(self, text: str, depth: int) -> None:
        self._line(BlockKind.HEADING, clean_line(text), min(max(depth, 0) + 1, 6))

    def _line(self, kind: BlockKind, text: str, level: int = 0) -> None:
        self.builder.add(kind, text, level)


def table_columns(values: Sequence[Any]) -> list[str]:
    """The names of the columns, where these are records of one kind with short values; else []."""
    if len(values) < 2 or not all(isinstance(value, Mapping) and value for value in values):
        return []
    columns = list(dict.fromkeys(chain.from_iterable(values)))
    filled = sum(map(len, values))
    is_regular = filled >= 0.6 * len(columns) * len(values)
    if not is_regular or not 2 <= len(columns) <= _WIDEST_TABLE:
        return []
    cells = (cell for value in values for cell in value.values())
    return [str(name) for name in columns] if all(map(_is_cell, cells)) else []


def record_name(value: Any) -> str:
    """What a record may be called: its title, its name, or its number; "" if nothing fits."""
    if not isinstance(value, Mapping):
        return ""
    by_key = {str(key).casefold(): inner for key, inner in value.items()}
    for name in _NAMES:
        found = by_key.get(name)
        if isinstance(found, str | int) and not isinstance(found, bool):
            text = clean_line(str(found))
            if 0 < len(text) <= _MOST_HEADING and "\n" not in str(found).strip():
                return text if name in _TELLING else f"{name} {text}"
    return ""


def _is_cell(value: Any) -> bool:
    if isinstance(value, Mapping | list):
        return False
    return not isinstance(value, str) or (len(value) <= _LONGEST_CELL and "\n" not in value.strip())


def _in_paragraphs(lines: list[str]) -> list[str]:
    """Lines that belong together, with those that are long by themselves."""
    paragraphs: list[list[str]] = [[]]
    length = 0
    for line in lines:
        if paragraphs[-1] and length + len(line) > 1_500:
            paragraphs.append([])
            length = 0
        paragraphs[-1].append(line)
        length += len(line)
    return ["\n".join(group) for group in paragraphs]


def _as_json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)[:10_000]
    except (RecursionError, ValueError):
        return ""
