"""Questions as people type them, and what counts as a right answer to one.

A folder of such questions has notes/ (Markdown) and questions.jsonl, one object a line: id,
question, kind, answerable, nuggets (facts, each a list of alternative patterns), must_not (patterns
of likely wrong answers), files ("people/notes/…" or "pdfqa/…"), pages (from 1; none for notes),
gold, and need_all where only all of its files together hold the answer. Some are asked over the
notes, the others over PDFs of another folder.

The patterns are looked for, whatever the case, in the answer without Markdown and [n] markers. An
answer is complete when every nugget is found and nothing that must not be. A question that nothing
answers has one nugget: that this is said.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

OF_NOTES, OF_PDFS = "people/notes/", "pdfqa/"

_MARKER = re.compile(r"\[\d+(?:\s*[,–-]\s*\d+)*\]")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"[*`#>|]+")
_EMPHASIS = re.compile(r"(?<!\w)_+|_+(?!\w)")
_SPACES = re.compile(r"[ \t]+")


class Half(StrEnum):
    """The two folders that questions are asked over."""

    NOTES = "notes"
    PDFS = "pdfs"


@dataclass(frozen=True, slots=True)
class PeopleQuestion:
    """A question; ``files`` (whole paths) hold its answer, on ``pages`` where there are any, in
    the words of ``quotes``."""

    id: str
    text: str
    half: Half
    kind: str
    answerable: bool
    nuggets: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    files: frozenset[str]
    pages: frozenset[int] = frozenset()
    gold: str = ""
    needs_all_files: bool = False
    quotes: tuple[str, ...] = ()

    def is_right_place(self, path: Path, page_number: int) -> bool:
        """Whether the answer is on this page of this file."""
        return str(path) in self.files and (not self.pages or page_number in self.pages)


@dataclass(frozen=True, slots=True)
class Score:
    """What a text says of what it should: the numbers, from 1, of the nuggets that it lacks."""

    missed: tuple[int, ...]
    forbidden: tuple[str, ...]
    share: float

    @property
    def complete(self) -> bool:
        """Every nugget, and nothing that must not be."""
        return not self.missed and not self.forbidden


def read_people_questions(people: Path, pdfs: Path) -> list[PeopleQuestion]:
    """All questions, in the order of the file; their files lie below these two folders."""
    lines = (people / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    roots = {OF_NOTES: people / "notes", OF_PDFS: pdfs}
    return [_question(json.loads(line), roots) for line in lines if line.strip()]


def score(question: PeopleQuestion, text: str) -> Score:
    """Look for the nuggets of a question, and for what must not be there."""
    plain = without_markup(text)
    missed = tuple(
        number
        for number, alternatives in enumerate(question.nuggets, start=1)
        if not any(re.search(pattern, plain, re.IGNORECASE) for pattern in alternatives)
    )
    forbidden = tuple(
        pattern for pattern in question.must_not if re.search(pattern, plain, re.IGNORECASE)
    )
    return Score(missed, forbidden, 1 - len(missed) / len(question.nuggets))


def without_markup(text: str) -> str:
    """A text without [n] markers and Markdown signs; links keep their words."""
    text = _LINK.sub(r"\1", _MARKER.sub("", text))
    text = _EMPHASIS.sub("", _SIGNS.sub(" ", text))
    return _SPACES.sub(" ", text).strip()


def words_in(text: str) -> int:
    """How many words a reader sees; [n] markers are none."""
    return len(re.findall(r"\w[\w'’.,:/-]*", without_markup(text)))


def _question(item: Mapping[str, Any], roots: Mapping[str, Path]) -> PeopleQuestion:
    files: Sequence[str] = item["files"]
    in_notes = files[0].startswith(OF_NOTES)
    prefix = OF_NOTES if in_notes else OF_PDFS
    return PeopleQuestion(
        item["id"],
        item["question"],
        Half.NOTES if in_notes else Half.PDFS,
        item["kind"],
        item["answerable"],
        tuple(tuple(alternatives) for alternatives in item["nuggets"]),
        tuple(item["must_not"]),
        frozenset(str((roots[prefix] / file.removeprefix(prefix)).resolve()) for file in files),
        frozenset(item["pages"]),
        item["gold"],
        item.get("need_all", False),
        tuple(item.get("quotes", ())),
    )
