"""The rows that are trained on and tested on: a file of JSON Lines, a prompt and its answer each.

{"question": …, "prompt": …, "answer": …, "kind": …, "asked": …, "part": …, "group": …}
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from localdocs.errors import PathError, UsageError

ANSWERED, REFUSED = "answered", "refused"
PARTS = ("train", "calibration", "test")


@dataclass(frozen=True, slots=True)
class Row:
    """``prompt`` is the exact text for the model, filled as localdocs fills it.

    ``kind``: "answered", or "refused" where no source holds the answer. ``asked``: whether
    localdocs would ask this model this prompt; it asks small ones for sure facts only. ``group`` is
    what a split never tears apart, a file or a question; ``part`` is where the split has put it.
    """

    question: str
    prompt: str
    answer: str
    kind: str
    asked: bool
    part: str
    group: str


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON Lines, with the numbers of their lines from 1.

    Raises PathError for a file that cannot be read, UsageError for a line that is no object.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise PathError(f"{path} cannot be read: {reason}.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}, line {number} is not JSON: {error.msg}.") from None
        if not isinstance(found, dict):
            raise UsageError(f"{path}, line {number} is not an object in braces.")
        yield number, found


def read_rows(path: Path, wanted: Callable[[Row], bool] = lambda row: True) -> list[Row]:
    """The rows that are ``wanted``. Raises as ``read_lines`` does, and UsageError where a row is
    not one, or none is left."""
    kinds = {field.name: bool if field.name == "asked" else str for field in fields(Row)}
    rows = []
    for number, found in read_lines(path):
        wrong = [name for name, kind in kinds.items() if not isinstance(found.get(name), kind)]
        if wrong or found.keys() - kinds.keys():
            names = ", ".join(wrong or sorted(found.keys() - kinds.keys()))
            raise UsageError(
                f"{path}, line {number} is no row of training: see {names}.",
                "Make rows with training.language_model.made_up or .own.",
            )
        rows.append(Row(**found))
    rows = [row for row in rows if wanted(row)]
    if not rows:
        raise UsageError(f"{path} has no row of the kind that is wanted.")
    return rows


def write_rows(path: Path, rows: Iterable[Row]) -> int:
    """Write each row as it comes; how many there were."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
            file.flush()
            count += 1
    return count
