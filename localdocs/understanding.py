"""Understanding a question before it is answered: what it leans on, and where it says to look."""

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from index.database import catalog, lookup
from localdocs.errors import FilterError
from localdocs.folders.choosing import filtered_files
from localdocs.types import StreamEvent, Turn
from prompts.question.filters import NarrowedQuestion, filters_in_words
from prompts.question.follow_ups.standalone import standalone_question


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is put to the index.

    ``standalone`` needs no former turn; ``wanted`` is that without the words that narrow it to
    ``file_ids`` (None: all files). ``spoken_of`` are the files cited for the question before, if
    this one leans on it. ``notes`` tell the person what became of the question.
    """

    standalone: str
    wanted: str
    file_ids: list[int] | None
    notes: tuple[str, ...] = ()
    spoken_of: tuple[int, ...] = ()


def understand(
    question: str,
    connection: sqlite3.Connection,
    file_ids: list[int] | None,
    previous: Sequence[Turn],
    today: date,
) -> Understood:
    """The question with what it takes from former turns, and narrowed by its own words.

    ``file_ids`` are the files that options have left; its words never widen them.
    """
    standalone = standalone_question(question, previous)
    leans = standalone != question
    notes = (f"Understood as: “{standalone}”",) if leans else ()
    spoken_of = tuple(lookup.file_ids(connection, previous[-1].paths)) if leans else ()
    narrowed = filters_in_words(
        standalone,
        [folder.name for folder in catalog.folders(connection)],
        lambda: lookup.indexed_files(connection),
        today,
    )
    if narrowed is None:
        return Understood(standalone, standalone, file_ids, notes, spoken_of)
    found = _files_of(narrowed, connection)
    if file_ids is not None:
        found = sorted(set(found).intersection(file_ids))
    if found:
        note = f"Searched only: {narrowed.said}."
        return Understood(standalone, narrowed.rest, found, (*notes, note), spoken_of)
    rest = "all documents were" if file_ids is None else "what the other filters leave was"
    note = f"No {narrowed.said} is indexed; {rest} searched."
    return Understood(standalone, standalone, file_ids, (*notes, note), spoken_of)


def as_asked(
    question: str, understood: Understood, events: Iterator[StreamEvent]
) -> Generator[StreamEvent, None, None]:
    """The events with an answer that says what was asked and how it was understood."""
    with closing(cast(Generator[StreamEvent, None, None], events)):
        for event in events:
            if event.answer is not None:
                notes = (*understood.notes, *event.answer.notes)
                answer = replace(
                    event.answer, question=question, understood=understood.standalone, notes=notes
                )
                event = replace(event, answer=answer)
            yield event


def _files_of(narrowed: NarrowedQuestion, connection: sqlite3.Connection) -> list[int]:
    try:
        return filtered_files(connection, narrowed.filters)
    except FilterError:
        return []
