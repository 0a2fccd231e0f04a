"""A person's own questions, read from CSV, JSON or JSONL: what ``localdocs eval`` asks."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localdocs.computer.files import text_of
from localdocs.errors import UsageError

NEEDED = ("question", "file")
FORMATS = (".csv", ".json", ".jsonl")
_REMEDY = (
    "Give a CSV, JSON (a list of objects) or JSONL file with question and file, and if known page "
    "and answer."
)


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question of the person's file, from its ``line`` (in JSON: its place in the list, from 1).

    ``file`` is a name or the end of a path. ``pages`` is () where none was given, None where it
    could not be understood. ``answer`` is text that stands on the right pages, or "".
    """

    line: int
    question: str
    file: str
    pages: tuple[int, ...] | None = ()
    answer: str = ""


def read_questions(path: Path) -> list[OwnQuestion]:
    """The questions of a file.

    Raises PathError where it cannot be read, UsageError where it is not as it should be.
    """
    text = text_of(path)
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UsageError(f"{path} is neither CSV, JSON nor JSONL by its name.", _REMEDY)
    if not text.strip():
        raise UsageError(f"{path} is empty.", _REMEDY)
    rows = _csv_rows(path, text) if suffix == ".csv" else _json_rows(path, text, suffix)
    if not rows:
        raise UsageError(f"{path} has no questions.", _REMEDY)
    _check_columns(path, [row for _, row in rows])
    return [_question(line, row) for line, row in rows]


def _csv_rows(path: Path, text: str) -> list[tuple[int, dict[str, Any]]]:
    """Rows with their lines. What separates cells is what the first line has most of."""
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    try:
        return [(reader.line_num, _row(row)) for row in reader]
    except csv.Error as error:
        raise UsageError(f"{path} is not valid CSV: {error}.", _REMEDY) from None


def _json_rows(path: Path, text: str, suffix: str) -> list[tuple[int, dict[str, Any]]]:
    try:
        if suffix == ".jsonl":
            numbered = enumerate(text.split("\n"), start=1)
            items = [(number, json.loads(line)) for number, line in numbered if line.strip()]
        else:
            value = json.loads(text)
            items = list(enumerate(value, start=1)) if isinstance(value, list) else []
    except json.JSONDecodeError as error:
        raise UsageError(f"{path} is not valid JSON: {error}.", _REMEDY) from None
    if any(not isinstance(item, dict) for _, item in items):
        raise UsageError(f"{path} holds something else than objects.", _REMEDY)
    return [(number, _row(item)) for number, item in items]


def _row(item: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name).strip().casefold(): value for name, value in item.items() if name}


def _check_columns(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    names = dict.fromkeys(name for row in rows for name in row)
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise UsageError(
            f"{path} has no column {' and no column '.join(missing)}; it has: {', '.join(names)}.",
            _REMEDY,
        )


def _question(line: int, row: Mapping[str, Any]) -> OwnQuestion:
    question, file, answer = (str(row.get(name) or "").strip() for name in (*NEEDED, "answer"))
    return OwnQuestion(line, question, file, _pages(row.get("page")), answer)


def _pages(value: Any) -> tuple[int, ...] | None:
    """Numbers of pages; () where none is given, None where it cannot be understood.

    Spreadsheets write 3.0 where some cells of a column are empty.
    """
    listed = value if isinstance(value, list) else [] if value is None else [value]
    text = ", ".join(map(str, listed)).strip()
    pages: list[int] = []
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", text)) if text else []:
        span = re.fullmatch(r"(\d{1,6})(?:\.0|-(\d{1,6}))?", part)
        if span is None:
            return None
        pages += range(int(span[1]), int(span[2] or span[1]) + 1)
    return tuple(pages)
