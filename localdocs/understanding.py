"""Where a question is looked up: what it leans on, and which files its own words leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.connection import Connection
from index.database import catalog, lookup
from localdocs.errors import FilterError
from localdocs.folders.choosing import filtered_files
from localdocs.types import Turn
from prompts.question.filters import NarrowedQuestion
from prompts.question.length import BEGINNING_CHARACTERS, END_CHARACTERS, is_long
from prompts.question.question import Question, read_question

_CUT = (
    f"The question is long: its first {BEGINNING_CHARACTERS:,} and its last {END_CHARACTERS:,} "
    "characters were read."
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is put to the index.

    It is narrowed to ``file_ids`` (None: all files). ``spoken_of`` are the files cited for the
    question before, if this one leans on it. ``notes`` tell the person what became of the question.
    """

    question: Question
    file_ids: list[int] | None
    notes: tuple[str, ...] = ()
    spoken_of: tuple[int, ...] = ()


def understand(
    text: str,
    connection: Connection,
    file_ids: list[int] | None,
    previous: Sequence[Turn],
    today: date,
) -> Understood:
    """The question with what it takes from former turns, and narrowed by its own words.

    ``file_ids`` are the files that options have left; its words never widen them.
    """
    folders = [folder.name for folder in catalog.folders(connection)]
    question = read_question(
        text, previous, folders, lambda: lookup.indexed_files(connection), today
    )
    understood = question.standalone.strip('"')
    notes = (f"Understood as: “{understood}”",) if question.leans else ()
    if is_long(text):
        notes = (*notes, _CUT)
    spoken_of = tuple(lookup.file_ids(connection, previous[-1].paths)) if question.leans else ()
    if question.narrowed is None:
        return Understood(question, file_ids, notes, spoken_of)
    found, said = _files_of(question.narrowed, connection), question.narrowed.said
    if file_ids is not None:
        found = sorted(set(found).intersection(file_ids))
    if found:
        return Understood(question, found, (*notes, f"Searched only: {said}."), spoken_of)
    rest = "all documents were" if file_ids is None else "what the other filters leave was"
    note = f"No {said} is indexed; {rest} searched."
    return Understood(question.everywhere(), file_ids, (*notes, note), spoken_of)


def _files_of(narrowed: NarrowedQuestion, connection: Connection) -> list[int]:
    try:
        return filtered_files(connection, narrowed.filters)
    except FilterError:
        return []
